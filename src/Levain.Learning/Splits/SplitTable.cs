using Levain.Learning.Splits;

namespace Levain.Learning;

/// <summary>Divides a table. Each part is an artifact of its own: whoever reads it runs again when its rows change, and not when those of another part do.</summary>
/// <example><code>
/// var split = new SplitTable { Rows = shots, Split = new RandomSplit(0.6, 0.2, 0.2) { Seed = 11 } };
/// var model = new TrainTrees { Training = split.Training, Validation = split.Validation, … };
/// yield return new EvaluateModel { Model = model, Test = split.Test };
///
/// foreach (var fold in new KFold(5) { Seed = 11 }.Over(shots))
///     yield return new TrainTrees { Training = fold.Training, Label = fold.Label, … };
/// </code></example>
public sealed record SplitTable : Stage<SplitTables>
{
    public required Artifact<Table> Rows { get; init; }

    /// <summary>How.</summary>
    public required TableSplit Split { get; init; }

    /// <summary>What is learned from.</summary>
    public Artifact<Table> Training => Part<Table>(RowPart.Training);

    /// <summary>What is watched while learning, and chosen by; an error when the split makes none.</summary>
    public Artifact<Table> Validation => Part<Table>(RowPart.Validation);

    /// <summary>What is judged by; no stage that fits takes it. An error when the split makes none.</summary>
    public Artifact<TestTable> Test => Part<TestTable>(RowPart.Test);

    protected override async Task<SplitTables> RunAsync(StageContext context)
    {
        var tables = Split.Divide(await context.ReadAsync(Rows).ConfigureAwait(false));
        foreach (var (part, rows) in tables.Parts()) context.Metric($"{SplitTables.Word(part)} rows", rows.RowCount);
        return tables;
    }

    private Artifact<T> Part<T>(RowPart part) where T : IArtifact<T>
    {
        if (!Split.Makes(part)) throw SplitTables.Without(part);
        Artifact<SplitTables> whole = this;
        return whole.Part<T>(SplitTables.FileOf(part));
    }
}
