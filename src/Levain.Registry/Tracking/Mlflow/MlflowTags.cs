namespace Levain.Registry.Tracking;

/// <summary>The tags of a run: MLflow's own, which its pages know, ours, and those of the user.</summary>
internal static class MlflowTags
{
    /// <summary>Holds <see cref="TrackedRun.Id"/>: a server gives a run an id of its own, and by this we find it again.</summary>
    public const string Run = "levain.run";

    /// <summary>Holds the digest of all that was sent, once it was.</summary>
    public const string Sent = "levain.sent";

    /// <summary>Holds <see cref="TrackedRun.Identity"/>.</summary>
    public const string Identity = "levain.identity";

    public const string DataPrefix = "levain.data.", KeyPrefix = "levain.key.", OutputPrefix = "levain.output.";

    public const string User = "mlflow.user", Source = "mlflow.source.name", Commit = "mlflow.source.git.commit", Branch = "mlflow.source.git.branch", Dirty = "levain.dirty";

    public const string Version = "levain.version";

    public const string Digest = "levain.model";

    public const string Parent = "mlflow.parentRunId";

    public const string Name = "mlflow.runName", SourceType = "mlflow.source.type";

    /// <param name="parent">The id of the parent where the tags go; null when there is none.</param>
    public static IReadOnlyList<RunEntry> Of(TrackedRun run, string? parent)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in run.Tags) tags[tag.Name] = tag.Value;
        foreach (var data in run.Datasets) tags[$"{DataPrefix}{data.Name}"] = data.Digest.ToString();
        foreach (var stage in run.Lineage.Stages)
        {
            tags[$"{KeyPrefix}{stage.Name}"] = stage.Key.ToString();
            tags[$"{OutputPrefix}{stage.Name}"] = stage.Output.ToString();
        }

        tags[Run] = run.Id;
        tags[Identity] = run.Identity.ToString();
        tags[Name] = NameOf(run);
        tags[User] = run.User;
        tags[Source] = run.Source;
        tags[SourceType] = "LOCAL";
        if (run.Lineage.Commit is { } commit)
        {
            tags[Commit] = commit;
            tags[Dirty] = run.Lineage.IsDirty ? "true" : "false";
        }

        if (run.Lineage.Branch is { } branch) tags[Branch] = branch;
        if (parent is not null) tags[Parent] = parent;
        return [.. tags.Select(tag => new RunEntry(tag.Key, tag.Value))];
    }

    /// <summary>MLflow gives a run without a name one by chance.</summary>
    public static string NameOf(TrackedRun run) => string.IsNullOrWhiteSpace(run.Name) ? run.Id[..8] : run.Name;
}
