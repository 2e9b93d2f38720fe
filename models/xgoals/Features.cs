using System.Globalization;

namespace XGoals;

/// <summary>What the model sees of a shot.</summary>
public readonly record struct FeatureRow(double Distance, double Angle, bool IsGoal);

/// <summary>Feature rows as a CSV file.</summary>
public sealed record Features(IReadOnlyList<FeatureRow> Rows) : IArtifact<Features>
{
    private const string Header = "distance_to_goal,angle_to_goal,is_goal";

    public void Save(ArtifactWriter output)
    {
        using var writer = new StreamWriter(output.Create()) { NewLine = "\n" };
        writer.WriteLine(Header);
        foreach (var row in Rows) writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Distance:R},{row.Angle:R},{(row.IsGoal ? 1 : 0)}"));
    }

    public static Features Load(ArtifactReader input) => new([.. Csv.Rows(input, Header).Select(row => new FeatureRow(row[0], row[1], row[2] == 1))]);
}

/// <summary>Turns positions into distance and angle to the goal.</summary>
public sealed record BuildFeatures : Stage<Features>
{
    public required Artifact<Shots> Shots { get; init; }

    protected override async Task<Features> RunAsync(StageContext context)
    {
        var shots = await context.ReadAsync(Shots);
        return new Features([.. shots.Rows.Select(shot => new FeatureRow(Pitch.Distance(shot.X, shot.Y), Pitch.Angle(shot.X, shot.Y), shot.IsGoal))]);
    }
}
