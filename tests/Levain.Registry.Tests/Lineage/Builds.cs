namespace Levain.Registry.Tests.Lineage;

/// <summary>A build of the tests: a snapshot is split, a model trained on one part and judged by the other.</summary>
internal static class Builds
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static BuildProvenance Of(string snapshot = "wyscout-matches", string file = "models/xgoals/notes.txt", string part = "training.parquet") => new()
    {
        Model = "xgoals",
        Profile = new("public", "prod"),
        Overrides = ["TrainTrees.Rounds=50"],
        Engine = "local",
        Stages =
        [
            new("SplitTable", Digest.Of("key of split"), Content.Tree(Digest.Of("split"))) { Code = Digest.Of("code of split"), Inputs = [new("Rows", LineageKind.Snapshot, snapshot, Digest.Of("matches"))] },
            new("TrainTrees", Digest.Of("key of model"), Content.File(Digest.Of("model")))
            {
                Code = Digest.Of("code of trees"),
                Inputs = [new("Training", LineageKind.Stage, "SplitTable", Digest.Of("training")) { Part = part }, new("Notes", LineageKind.File, file, Digest.Of("notes")), new("Query", LineageKind.File, "models/xgoals/rows.sql", Digest.Of("query")) { Counted = "tokens" }],
            },
            new("EvaluateTrees", Digest.Of("key of evaluation"), Content.Tree(Digest.Of("evaluation")))
            {
                Inputs = [new("Model", LineageKind.Stage, "TrainTrees", Digest.Of("model")), new("Test", LineageKind.Stage, "SplitTable", Digest.Of("test")) { Part = "test.parquet" }],
            },
        ],
        Data = [new(snapshot, Content.File(Digest.Of("matches")))],
        Commit = "d3c3c93a41d1b0f3b0a1c2d3e4f5a6b7c8d9e0f1",
        IsDirty = true,
        Lock = new("models/xgoals/model.lock.json", Digest.Of("lock")),
        Tools = [new("dotnet", "10.0.0"), new("levain", "0.1.0")],
        Started = Noon,
        Finished = Noon.AddSeconds(83),
    };

    /// <summary>The version that this build would be registered as.</summary>
    public static VersionRecord Record(BuildProvenance build) => new()
    {
        Pipeline = build.Model,
        Section = build.Profile.Section,
        Stage = "TrainTrees",
        Model = build.Stages[1].Output,
        Evaluation = build.Stages[2].Output,
        Stages = [.. build.Stages.Select(stage => new VersionStage(stage.Name, stage.Key, stage.Output))],
        Data = [.. build.Data.Select(data => new VersionData(data.Name, data.Content.Digest))],
        Commit = build.Commit,
        IsDirty = build.IsDirty,
        Provenance = Digest.Of(ProvenanceStatement.ToBytes(build)),
        Champion = new(2, Content.File(Digest.Of("champion"))),
    };

    public static ModelVersion Version(VersionRecord record, int number = 3) => new()
    {
        Number = number,
        Record = record,
        State = VersionState.Approved,
        At = Noon.AddMinutes(5),
        By = "anna",
        Aliases = ["production"],
        Decisions = [new("approved", Noon.AddMinutes(10), "bert", "better than guessing"), new("production", Noon.AddMinutes(11), "anna", null)],
    };

    public static ModelGroup Group(string name, params ModelVersion[] versions) => new(name, versions, new Dictionary<string, int>(), []);
}
