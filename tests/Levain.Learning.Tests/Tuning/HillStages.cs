using Levain.Numerics;

namespace Levain.Learning.Tests.Tuning;

/// <summary>Looks for the top of a hill.</summary>
public sealed record TuneHill : TuningStage<Text>
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public TuneHill()
    {
        Space = new(Parameter.Number("x", 0, 1), Parameter.Whole("n", 1, 1000) with { IsLogarithmic = true }, Parameter.Choice("kind", "a", "b", "c"));
        Seed = 1;
        Trials = 20;
    }

    /// <summary>The kind that no trial can use.</summary>
    public string Fails { get; init; } = "";

    public int RefusesBelow { get; init; }

    public double BreaksAbove { get; init; } = 1;

    public double CrashesAbove { get; init; } = 1;

    // Not public, and so no option.
    internal Action<int> Sees { get; init; } = static _ => { };

    protected override bool HigherIsBetter => true;

    protected override Stage<Trial<Text>> TrialOf(Suggestion at)
    {
        Sees(at.Trial);
        if (!at.Names.Contains("n")) return new TryHill { X = 0, N = 1, Kind = "a", Bounds = at.Bounds };
        if (at.Whole("n") < RefusesBelow) throw new BuildException($"hills are tried from {RefusesBelow} on, not {at.Whole("n")}", "make hills larger");
        return new TryHill { X = at.Number("x"), N = at.Whole("n"), Kind = at.Text("kind"), Fails = Fails, BreaksAbove = BreaksAbove, CrashesAbove = CrashesAbove, Bounds = at.Bounds };
    }
}

/// <summary>Climbs in ten steps.</summary>
public sealed record TryHill : TrialStage<Text>
{
    public required double X { get; init; }

    public required int N { get; init; }

    public required string Kind { get; init; }

    public string Fails { get; init; } = "";

    public double BreaksAbove { get; init; } = 1;

    public double CrashesAbove { get; init; } = 1;

    public required PruningBounds Bounds { get; init; }

    protected override Task<Trial<Text>> TryAsync(StageContext context)
    {
        if (Kind == Fails) throw new BuildException($"`{Kind}` is not for hills");
        if (X > CrashesAbove) throw new InvalidOperationException("the machine is to blame");
        var curve = new TrialCurve(Bounds);
        var top = 1 - ((X - 0.4) * (X - 0.4)) - (0.1 * Math.Abs(Elementary.Log10(N) - 2)) - (Kind == "c" ? 0 : 0.2);
        for (var step = 1; step <= 10; step++)
            if (curve.Add(X > BreaksAbove ? double.NaN : top * step / 10)) return Task.FromResult(Trial.Pruned<Text>(curve));
        return Task.FromResult(Trial.Complete(new Text(FormattableString.Invariant($"x {X}, n {N}, kind {Kind}")), curve.Best, curve));
    }
}

public sealed record Pass : Stage<Text>
{
    public required Artifact<Text> Text { get; init; }

    protected override Task<Text> RunAsync(StageContext context) => context.ReadAsync(Text);
}

public sealed record CountStudy : Stage<Text>
{
    public required Artifact<Table> Study { get; init; }

    protected override async Task<Text> RunAsync(StageContext context) => new($"{(await context.ReadAsync(Study)).RowCount} rows");
}

public sealed record PassOn : Stage<Tuned<Text>>
{
    // Not public, and so no option.
    internal Func<Tuned<Text>>? What { get; init; }

    protected override Task<Tuned<Text>> RunAsync(StageContext context) => Task.FromResult(What!());
}
