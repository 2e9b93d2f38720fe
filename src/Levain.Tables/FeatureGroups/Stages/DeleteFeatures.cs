namespace Levain.Tables;

/// <summary>A feature group in which records are deleted from a time on; what was before is still read as of then.</summary>
public sealed record DeleteFeatures : Stage<FeatureGroup>
{
    public required Artifact<FeatureGroup> Group { get; init; }

    /// <summary>Record identifiers, and the event times from which on they are deleted; other columns are ignored.</summary>
    public required Artifact<Table> Records { get; init; }

    /// <summary>Tells the appends of a group apart.</summary>
    public required string Run { get; init; }

    /// <summary>What <c>write_time</c> says; null when that does not matter.</summary>
    public DateTimeOffset? WriteTime { get; init; }

    protected override async Task<FeatureGroup> RunAsync(StageContext context)
    {
        var group = await context.ReadAsync(Group).ConfigureAwait(false);
        return group.Delete(await context.ReadAsync(Records).ConfigureAwait(false), new FeatureRun(Run) { WriteTime = WriteTime }, context.Scratch, context.Cancellation);
    }
}
