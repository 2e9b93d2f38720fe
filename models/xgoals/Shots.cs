using System.Globalization;

namespace XGoals;

/// <summary>A shot, by where it was taken: <c>X</c> metres from the goal line, <c>Y</c> metres from the middle of the goal.</summary>
public readonly record struct Shot(double X, double Y, bool IsGoal);

/// <summary>Shots as a CSV file.</summary>
public sealed record Shots(IReadOnlyList<Shot> Rows) : IArtifact<Shots>
{
    private const string Header = "x,y,is_goal";

    public void Save(ArtifactWriter output)
    {
        using var writer = new StreamWriter(output.Create()) { NewLine = "\n" };
        writer.WriteLine(Header);
        foreach (var shot in Rows) writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shot.X:R},{shot.Y:R},{(shot.IsGoal ? 1 : 0)}"));
    }

    public static Shots Load(ArtifactReader input) => new([.. Csv.Rows(input, Header).Select(row => new Shot(row[0], row[1], row[2] == 1))]);
}
