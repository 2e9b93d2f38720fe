namespace Levain.Learning.Tuning;

/// <summary>What the trials of a table have in common.</summary>
internal sealed record TrialTables(Artifact<Table> Training, Artifact<Table> Validation, Artifact<FittedFeatures>? Features, IReadOnlyList<string> Columns, string Target, string? Weight)
{
    public async Task<(TrainingSet Training, TrainingSet Validation)> ReadAsync(StageContext context)
    {
        var features = Features is null ? null : await context.ReadAsync(Features).ConfigureAwait(false);
        var training = new StoredTable(await context.PathAsync(Training).ConfigureAwait(false), Target, Weight).Encode(ref features, Columns, context.Threads);
        var validation = new StoredTable(await context.PathAsync(Validation).ConfigureAwait(false), Target, Weight).Encode(ref features, Columns, context.Threads);
        return (training, validation);
    }
}
