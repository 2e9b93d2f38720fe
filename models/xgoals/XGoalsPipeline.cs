namespace XGoals;

/// <summary>Expected goals: how likely a shot from here is to go in.</summary>
public sealed class XGoalsPipeline : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        if (!profile.IsSample) throw new UsageException($"xgoals has no data for profile `{profile.Name}` yet", "use `--profile sample`");

        var features = new SqlStage { Label = "features", Query = Sql("features"), Inputs = [SqlInput.Of("shots", new SimulateShots())] };
        var training = new TakePart { Features = features, Part = Part.Training, Label = "training" };
        var test = new TakePart { Features = features, Part = Part.Test, Label = "test" };
        var model = new TrainGoalModel { Training = training };
        yield return new EvaluateModel { Model = model, Test = test };
    }

    private static Artifact<SqlText> Sql(string name) => Artifact.Workspace<SqlText>($"models/xgoals/{name}.sql");

    // The process that makes the shots allows an AUC of about 0.75: far below it, something is broken; far above, something leaks.
    public override IEnumerable<Gate> Gates =>
    [
        new(nameof(EvaluateModel), "auc") { AtLeast = 0.72, AtMost = 0.80 },
    ];
}
