namespace Levain.Learning.Tests.Reports;

/// <summary>A pipeline that fits a model that is not of boosted trees, and judges it.</summary>
internal sealed class JudgingOthers(string kind) : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        var (training, test) = (new MakeShots { Seed = 1, Label = "training" }, new MakeTest { Seed = 3 });
        yield return kind switch
        {
            "linear" => new EvaluateLinear { Model = new TrainLinear { Training = training, Columns = ["distance"], Target = "metres" }, Test = test, Target = "metres", Draws = 100, Slices = ["zone"] },
            "logistic" => new EvaluateLinear { Model = new TrainLogistic { Training = training, Columns = ["distance"], Target = "goal" }, Training = training, Test = test, Target = "goal", Draws = 100 },
            _ => new EvaluateForest { Model = new TrainForest { Training = training, Columns = ["distance", "angle"], Target = "goal", Options = new() { Seed = 1, Trees = 40 } }, IsProbability = true, Test = test, Target = "goal", Draws = 100, Weight = "weight" },
        };
    }
}
