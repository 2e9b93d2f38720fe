using Levain.Remotes;

namespace Levain.Registry.Tests.Versions;

/// <summary>Records and registries of the tests.</summary>
internal static class Records
{
    public static VersionRecord Of(string model) => new()
    {
        Pipeline = "xgoals",
        Section = "sample/dev",
        Stage = "TrainTrees",
        Model = Content.File(Digest.Of(model)),
        Evaluation = Content.Tree(Digest.Of($"evaluation of {model}")),
        Metrics = [new("auc", 0.75) { Low = 0.7, High = 0.8 }, new("logloss", 0.3)],
        Stages = [new("SplitTable", Digest.Of("key"), Content.Tree(Digest.Of("split"))), new("TrainTrees", Digest.Of($"key of {model}"), Content.File(Digest.Of(model)))],
        Data = [new("wyscout-matches", Digest.Of("matches"))],
        Commit = "d3c3c93",
        Gates = [new("auc", 0.75, "≥ 0.72", Passed: true)],
        Tags = [new("team", "analytics")],
    };

    public static ModelRegistry Registry(string folder, string person, string? cache = null) => new(new FolderRemote(folder), person, TimeProvider.System, cache);
}
