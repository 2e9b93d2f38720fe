namespace Levain.Tables;

/// <summary>Rows of a feature group: the newest of each record, those at a time, or the whole history.</summary>
public sealed record ReadFeatures : Stage<Table>, IContracted
{
    public required Artifact<FeatureGroup> Group { get; init; }

    public FeatureQuery Query { get; init; } = new();

    public TableContract? Contract { get; init; }

    protected override async Task<Table> RunAsync(StageContext context)
    {
        var group = await context.ReadAsync(Group).ConfigureAwait(false);
        return FeatureFile.Write(context, _ => group.Select(Query));
    }
}
