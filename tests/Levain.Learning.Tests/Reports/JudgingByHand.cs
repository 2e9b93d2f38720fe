namespace Levain.Learning.Tests.Reports;

/// <summary>A pipeline that judges a model made by hand: so many trees of one leaf.</summary>
internal sealed class JudgingByHand(int trees, float leaf) : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile) =>
        [new EvaluateTrees { Model = new MakeModel { Trees = trees, Leaf = leaf }, Test = new MakeTest { Seed = 3 }, Target = "metres" }];

    public sealed record MakeModel : Stage<TreeModel>
    {
        public required int Trees { get; init; }

        public required float Leaf { get; init; }

        protected override Task<TreeModel> RunAsync(StageContext context)
        {
            var tree = new Tree([new() { Left = -1, Right = -1, Value = Leaf, Categories = -1, Cover = 1 }], []);
            return Task.FromResult(new TreeModel { Features = [new("distance")], Objective = Objective.SquaredError, BaseScore = 40, Trees = [.. Enumerable.Repeat(tree, Trees)], Outputs = [.. Enumerable.Repeat(0, Trees)] });
        }
    }
}
