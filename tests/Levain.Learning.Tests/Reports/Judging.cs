namespace Levain.Learning.Tests.Reports;

/// <summary>A pipeline that trains on simulated shots and judges what came of it.</summary>
internal sealed class Judging : Pipeline
{
    public string Target { get; init; } = "goal";

    public Objective Objective { get; init; } = Objective.Logistic;

    public int Rounds { get; init; } = 30;

    public MakeTest Test { get; init; } = new() { Seed = 3 };

    public IReadOnlyList<string> Slices { get; init; } = ["team"];

    /// <summary>What is said of the model; null for nothing.</summary>
    public string? About { get; init; }

    public Func<EvaluateTrees, EvaluateTrees> With { get; init; } = evaluation => evaluation;

    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        var (training, validation) = (new MakeShots { Seed = 1, Label = "training" }, new MakeShots { Seed = 2, Label = "validation" });
        var model = new TrainTrees
        {
            Training = training,
            Validation = validation,
            Columns = ["distance", "angle"],
            Target = Target,
            Options = new() { Seed = 1, Objective = Objective, Rounds = Rounds, Depth = 3, Patience = 5 },
        };
        yield return With(new() { Model = model, Test = Test, Training = training, Validation = validation, Target = Target, Slices = Slices, About = About is null ? null : (Artifact<Text>)new MakeText { Value = About }, Draws = 100 });
    }
}
