namespace Levain.Soak;

/// <summary>What came of all shots of a campaign at one operation.</summary>
internal sealed class SoakRow(string campaign, string what, string operation)
{
    private readonly List<(string Shot, string What)> violations = [];

    public string Campaign => campaign;

    public string What => what;

    public string Operation => operation;

    /// <summary>Why there were no shots, or null.</summary>
    public string? Skipped { get; init; }

    public int Shots { get; private set; }

    public long Faults { get; private set; }

    /// <summary>Shots that met the operation: at least one fault was injected.</summary>
    public int Met { get; private set; }

    /// <summary>How the operation ended: it did its work all the same, it gave up with a sentence, or it was killed.</summary>
    public int Passed { get; private set; }

    public int Refused { get; private set; }

    public int Killed { get; private set; }

    /// <summary>The shot as it can be fired again, and what should not have come of it.</summary>
    public IReadOnlyList<(string Shot, string What)> Violations => violations;

    /// <summary>A campaign in which nothing was injected proves nothing.</summary>
    public bool IsGood => Skipped is not null || (Met > 0 && violations.Count == 0);

    public void Add(string shot, Impact impact)
    {
        Shots++;
        Faults += impact.Faults;
        if (impact.Faults > 0) Met++;
        if (impact.ExitCode == 0) Passed++;
        else if (impact.ExitCode == Ending.Killed) Killed++;
        else Refused++;
        if (impact.Violation is { } violation) violations.Add((shot, violation));
    }
}
