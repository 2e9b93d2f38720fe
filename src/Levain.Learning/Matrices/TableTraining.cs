namespace Levain.Learning;

/// <summary>A stage that learns a model from the rows of a table.</summary>
public abstract record TableTraining<TModel> : Stage<TModel> where TModel : IArtifact<TModel>
{
    private protected TableTraining()
    {
    }

    public required Artifact<Table> Training { get; init; }

    /// <summary>How rows become features; null for columns as they are.</summary>
    public Artifact<FittedFeatures>? Features { get; init; }

    /// <summary>The columns that are features when <see cref="Features"/> is null; none for all but target and weight.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The column of what is to be predicted.</summary>
    public required string Target { get; init; }

    /// <summary>The column of how much each row counts; null for 1 each.</summary>
    public string? Weight { get; init; }

    /// <summary>Whether it goes through the rows so often that what does not fit in memory is worth keeping as it is encoded.</summary>
    private protected virtual bool ReadsOften => false;

    /// <summary>The rows of these tables, with the same features: where none are given, the columns of the first decide.</summary>
    private protected async Task<TrainingSet[]> ReadAsync(StageContext context, params Artifact<Table>[] tables)
    {
        var features = Features is null ? null : await context.ReadAsync(Features).ConfigureAwait(false);
        var sets = new TrainingSet[tables.Length];
        for (var i = 0; i < sets.Length; i++)
        {
            var file = await context.PathAsync(tables[i]).ConfigureAwait(false);
            var keep = ReadsOften ? Directory.CreateDirectory(Path.Combine(context.Scratch, FormattableString.Invariant($"table{i}"))).FullName : null;
            sets[i] = new StoredTable(file, Target, Weight, keep: keep).Encode(ref features, Columns, context.Threads);
        }

        return sets;
    }
}
