namespace Levain.Learning.Tests.Reports;

/// <summary>A pipeline whose model reads features that were fitted, one of them a category.</summary>
internal sealed class JudgingFeatures : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        var training = new MakeShots { Seed = 1, Label = "training" };
        var features = new FitFeatures { Training = training, Pipeline = new(new NumberEncoder("distance"), new CategoryEncoder("team")) };
        var model = new TrainTrees { Training = training, Features = features, Target = "goal", Weight = "weight", Options = new() { Seed = 1, Objective = Objective.Logistic, Rounds = 20, Depth = 3 } };
        yield return new EvaluateTrees { Model = model, Features = features, Test = new MakeTest { Seed = 3 }, Target = "goal", Weight = "weight", Draws = 20 };
    }
}
