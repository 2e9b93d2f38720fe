namespace Levain.Learning.Tests.Trees.Scoring;

public sealed class TreeSurveyTests
{
    private static readonly TreeModel Model = new RandomModel(1) { TreeCount = 1, Depth = 0, FeatureCount = 2 }.Model();
    private static readonly TreeNode Leaf = new() { Left = -1, Right = -1, Value = 1f, Categories = -1 };
    private static readonly TreeNode Question = new() { Left = 1, Right = 2, Value = 1f, Categories = -1 };

    public static TheoryData<string, TreeModel> Broken => new()
    {
        { "tree 0 has no node", With(new Tree([], [])) },
        { "tree 0 leads to node 3, but has only 3", With(new Tree([Question with { Right = 3 }, Leaf, Leaf], [])) },
        { "tree 0 leads to its node 0 twice", With(new Tree([Question with { Right = 0 }, Leaf, Leaf], [])) },
        { "tree 0 leads to its node 1 twice", With(new Tree([Question with { Right = 1 }, Leaf, Leaf], [])) },
        { "tree 0 leads to node -1, but has only 3", With(new Tree([Question with { Right = -1 }, Leaf, Leaf], [])) },
        { "tree 0 asks feature 2 at its node 0, but the model has 2", With(new Tree([Question with { Feature = 2 }, Leaf, Leaf], [])) },
        { "tree 0 asks feature -1 at its node 0, but the model has 2", With(new Tree([Question with { Feature = -1 }, Leaf, Leaf], [])) },
        { "tree 0 asks set 1 of categories at its node 0, but has 1", With(new Tree([Question with { Categories = 1 }, Leaf, Leaf], [[1]])) },
        { "tree 0 has category 1 behind 1 at its node 0", With(new Tree([Question with { Categories = 0 }, Leaf, Leaf], [[1, 1]])) },
        { "tree 0 has category 16777216 behind -1 at its node 0", With(new Tree([Question with { Categories = 0 }, Leaf, Leaf], [[1 << 24]])) },
        { "tree 0 has category -1 behind -1 at its node 0", With(new Tree([Question with { Categories = 0 }, Leaf, Leaf], [[-1]])) },
        { "tree 0 adds to output 1, but the objective `binary:logistic` has 1", Model with { Outputs = [1] } },
        { "the model has 1 trees, but says the output of 2", Model with { Outputs = [0, 0] } },
        { "the model has 1 trees, but the weights of 2", Model with { TreeWeights = [1f, 1f] } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_tree_is_refused(string message, TreeModel model) => Assert.Equal(message, Assert.Throws<BuildException>(() => new TreeScorer(model)).Message);

    [Fact]
    public void Nodes_that_nothing_leads_to_do_no_harm()
    {
        var model = With(new Tree([Question, Leaf, Leaf, Question with { Feature = 99, Left = 77 }], []));
        var margins = new float[1];
        new TreeScorer(model).Margins([0f, 0f], margins);
        Assert.Equal(model.Objective.Margin(model.BaseScore) + 1f, margins[0]);
    }

    private static TreeModel With(Tree tree) => Model with { Trees = [tree] };
}
