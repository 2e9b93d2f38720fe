namespace Levain.Registry.Tests.Tracking;

/// <summary>Runs for tests.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>All that a run can have.</summary>
    public static TrackedRun Full(string name = "train") => Run(name) with
    {
        End = Noon.AddSeconds(90),
        User = "anna",
        Source = "build.sh --target Train --model xgoals",
        Parameters = [new("depth", "6"), new("boosting/rate", "0.1")],
        Metrics = [new("auc", [new(0.7, Noon.AddSeconds(1), 1), new(0.75, Noon.AddSeconds(2), 2)]), RunMetric.Once("loss", double.NaN, Noon)],
        Tags = [new("team", "ligue «1» ⚽")],
        Datasets = [new("shots", Digest.Of("shots"), "training") { Source = "https://example.org/shots.csv", Rows = 1200 }],
        Lineage = new() { Commit = "0a1b2c", Branch = "main", IsDirty = true, Stages = [new("TrainTrees", Digest.Of("key"), Content.File(Digest.Of("model")))] },
    };

    public static TrackedRun Run(string name = "train") => new() { Experiment = "xgoals", Name = name, Identity = TrackedRun.IdentityOf("xgoals", name), Start = Noon };

    public static TrackedVersion Version(int number, params string[] aliases) => new() { Model = "xgoals-us", Number = number, At = Noon, By = "anna", Digest = Digest.Of($"model {number}"), Tags = [new("levain.state", "approved")], Aliases = aliases };
}
