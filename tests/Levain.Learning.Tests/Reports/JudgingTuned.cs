namespace Levain.Learning.Tests.Reports;

/// <summary>A pipeline that tunes a logistic regression and judges the best.</summary>
internal sealed class JudgingTuned : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        var tuned = new TuneLogistic
        {
            Training = new MakeShots { Seed = 1, Label = "training" },
            Validation = new MakeShots { Seed = 2, Label = "validation" },
            Columns = ["distance"],
            Target = "goal",
            Space = new(Parameter.Number("L1", 0.1, 1000) with { IsLogarithmic = true }, Parameter.Number("L2", 0.01, 10) with { IsLogarithmic = true }),
            Trials = 8,
            Seed = 1,
        };
        yield return new EvaluateLinear { Model = tuned.Best, Tuning = tuned.Tuning, Test = new MakeTest { Seed = 3 }, Target = "goal", Draws = 100 };
    }
}
