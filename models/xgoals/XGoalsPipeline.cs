namespace XGoals;

/// <summary>Expected goals: how likely a shot from here is to go in.</summary>
public sealed class XGoalsPipeline : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        var features = new SqlStage { Label = "features", Query = Sql("features"), Inputs = [SqlInput.Of("shots", profile.IsSample ? new SimulateShots() : PublicShots)] };
        var split = new SplitTable { Rows = features, Split = new RandomSplit(0.6, 0.2, 0.2) { Seed = 11 } };
        var model = new TrainLogistic { Training = split.Training, Target = "is_goal" };
        yield return new EvaluateLinear
        {
            Model = model,
            Test = split.Test,
            Training = split.Training,
            Validation = split.Validation,
            Target = "is_goal",
            Title = "Expected goals",
            About = Artifact.Workspace<Text>("models/xgoals/about.md"),
        };
    }

    /// <summary>The shots of the public Wyscout matches.</summary>
    private static SqlStage PublicShots => new()
    {
        Label = "shots",
        Query = Sql("shots"),
        Inputs = [SqlInput.Of("matches", Artifact.Snapshot<Files>("wyscout-matches"), Matches)],
        Contract = TableContract.Of(Expect.Unique("match", "event"), Expect.Column("x").Between(0, 105).Complete(), Expect.Column("y").Between(0, 34).Complete()),
    };

    public override IEnumerable<DeclaredSnapshot> Snapshots => [new TableSnapshot("wyscout-matches") { Format = Matches, Contract = TableContract.Of(Expect.Column("events").Complete()) }];

    // What of a match file the query reads; the rest is skipped.
    private static JsonFormat Matches => new()
    {
        Columns = [new("events", "STRUCT(subEventName VARCHAR, tags STRUCT(id BIGINT)[], positions STRUCT(x BIGINT, y BIGINT)[], matchId BIGINT, id BIGINT)[]")],
    };

    private static Artifact<SqlText> Sql(string name) => Artifact.Workspace<SqlText>($"models/xgoals/{name}.sql");

    // The process that makes the shots allows an AUC of about 0.75: far below it, something is broken; far above, something leaks.
    public override IEnumerable<Gate> Gates =>
    [
        new(nameof(EvaluateLinear), "auc") { AtLeast = 0.72, AtMost = 0.80 },
    ];
}
