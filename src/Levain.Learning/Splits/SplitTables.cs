using Levain.Learning.Splits;

namespace Levain.Learning;

/// <summary>The parts of a table. Rows stand in each in the order that they had.</summary>
public sealed class SplitTables : IArtifact<SplitTables>
{
    private readonly Table? validation;
    private readonly TestTable? test;

    internal SplitTables(Table training, Table? validation, TestTable? test) => (Training, this.validation, this.test) = (training, validation, test);

    /// <summary>What is learned from.</summary>
    public Table Training { get; }

    /// <summary>What is watched while learning, and chosen by; an error when the split makes none.</summary>
    public Table Validation => validation ?? throw Without(RowPart.Validation);

    /// <summary>What is judged by, once all is chosen; an error when the split makes none.</summary>
    public TestTable Test => test ?? throw Without(RowPart.Test);

    /// <summary>Kept as a folder with one Parquet file for each part: who reads one part depends on its rows alone.</summary>
    public void Save(ArtifactWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Directory.CreateDirectory(output.Path);
        foreach (var (part, rows) in Parts()) rows.WriteParquet(Path.Combine(output.Path, FileOf(part)));
    }

    public static SplitTables Load(ArtifactReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(
            Read(RowPart.Training) ?? throw new BuildException($"artifact `{input.Content.Digest.Brief}` is no split of a table: it has no `{FileOf(RowPart.Training)}`"),
            Read(RowPart.Validation),
            Read(RowPart.Test) is { } test ? new(test) : null);

        Table? Read(RowPart part) => input.Files.Contains(FileOf(part)) ? Table.Concat([.. Table.Pieces(Path.Combine(input.Path, FileOf(part)), int.MaxValue).Select(piece => piece.Read())]) : null;
    }

    internal static string FileOf(RowPart part) => part switch
    {
        RowPart.Training => "training.parquet",
        RowPart.Validation => "validation.parquet",
        _ => "test.parquet",
    };

    internal static BuildException Without(RowPart part) => new($"the split makes no {Word(part)} part", "give that part a share, or where it begins");

    internal static string Word(RowPart part) => part switch
    {
        RowPart.Training => "training",
        RowPart.Validation => "validation",
        _ => "test",
    };

    internal IEnumerable<(RowPart Part, Table Rows)> Parts()
    {
        yield return (RowPart.Training, Training);
        if (validation is not null) yield return (RowPart.Validation, validation);
        if (test is not null) yield return (RowPart.Test, test.Rows);
    }
}
