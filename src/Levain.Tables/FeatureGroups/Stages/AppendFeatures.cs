namespace Levain.Tables;

/// <summary>A feature group with the rows of one more run.</summary>
/// <example><code>
/// var group = new AppendFeatures { Label = "2026-11", Group = before, Rows = features, Run = "2026-11" };
/// </code></example>
public sealed record AppendFeatures : Stage<FeatureGroup>
{
    /// <summary>What is appended to: the output of another append, or a pinned snapshot; null for the first rows of a group.</summary>
    public Artifact<FeatureGroup>? Group { get; init; }

    /// <summary>What the group is when there is none yet.</summary>
    public FeatureGroupDefinition? Definition { get; init; }

    public required Artifact<Table> Rows { get; init; }

    /// <summary>Tells the appends of a group apart. Appending the same rows under the same name again changes nothing.</summary>
    public required string Run { get; init; }

    /// <summary>What <c>write_time</c> says; null when that does not matter.</summary>
    public DateTimeOffset? WriteTime { get; init; }

    /// <summary>Whether features that the group does not know are added to it; otherwise they are refused.</summary>
    public bool AddsFeatures { get; init; } = true;

    protected override async Task<FeatureGroup> RunAsync(StageContext context)
    {
        var group = (Group, Definition) switch
        {
            ({ } before, null) => await context.ReadAsync(before).ConfigureAwait(false),
            (null, { } definition) => FeatureGroup.Create(definition),
            _ => throw new BuildException("it needs either a group to append to or the definition of a new one", "set `Group`, or `Definition` for the first append"),
        };
        var rows = await context.ReadAsync(Rows).ConfigureAwait(false);
        return group.Append(rows, new FeatureRun(Run) { WriteTime = WriteTime, AddsFeatures = AddsFeatures }, context.Scratch, context.Cancellation);
    }
}
