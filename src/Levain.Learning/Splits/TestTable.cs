namespace Levain.Learning;

/// <summary>Rows that a model is judged by, and never learns from: a type of its own, so that no stage that fits can be given them for its training rows.</summary>
/// <remarks>A stage that judges takes an <c>Artifact&lt;TestTable&gt;</c> and reads <see cref="Rows"/>.</remarks>
public sealed class TestTable(Table rows) : IArtifact<TestTable>
{
    public Table Rows { get; } = rows;

    /// <summary>Kept as the one Parquet file that the rows are kept as.</summary>
    public void Save(ArtifactWriter output) => Rows.Save(output);

    public static TestTable Load(ArtifactReader input) => new(Table.Load(input));
}
