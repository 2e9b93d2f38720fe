using Levain.Learning.Tests.Trees.Formats;

namespace Levain.Learning.Tests.Trees.Explaining;

/// <summary>Prediction and explanation against XGBoost's own, model by model.</summary>
public sealed class XGBoostExplanationTests(ExplainedModels explained) : IClassFixture<ExplainedModels>
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Kinds => TrainedModels.Kinds;

    /// <summary>Without those whose pruned nodes are not kept, so that the others have other numbers.</summary>
    public static TheoryData<string> Whole => [.. Of(kind => !kind.StartsWith("pruned", StringComparison.Ordinal))];

    /// <summary>Without the one of 300 features, for whose square XGBoost takes minutes.</summary>
    public static TheoryData<string> Narrow => [.. Of(kind => kind != "sparse")];

    private static IEnumerable<string> Of(Func<string, bool> wanted) => TrainedModels.Kinds.Select(kind => kind.Data).Where(wanted);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Margins_are_equal_bit_for_bit(string kind)
    {
        PythonXGBoost.Require();
        var (model, rows) = (explained.Model(kind), explained.Folder.Floats($"{kind}.rows"));
        var margins = new float[rows.Length / model.Features.Length * model.Objective.OutputCount];
        new TreeScorer(model).Margins(rows, margins);
        Assert.Equal(explained.Folder.Floats($"{kind}.trained.margins"), margins);
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void Rows_end_at_the_same_leaves(string kind)
    {
        PythonXGBoost.Require();
        var (scorer, rows) = (new TreeScorer(explained.Model(kind)), explained.Folder.Floats($"{kind}.rows"));
        var leaves = new int[rows.Length / scorer.FeatureCount * scorer.TreeCount];
        scorer.Leaves(rows, leaves);
        Assert.Equal(explained.Folder.Floats($"{kind}.leaves").Select(leaf => (int)leaf), leaves);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Contributions_are_equal_within_single_precision(string kind)
    {
        PythonXGBoost.Require();
        var (explainer, expected) = (new TreeExplainer(explained.Model(kind)), explained.Folder.Floats($"{kind}.contributions"));
        var contributions = new double[expected.Length];
        explainer.Contributions(Rows(kind, explainer, expected.Length / explainer.Width), contributions);
        AssertNear(expected, contributions);
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public void Interactions_are_equal_within_single_precision(string kind)
    {
        PythonXGBoost.Require();
        var (explainer, expected) = (new TreeExplainer(explained.Model(kind)), explained.Folder.Floats($"{kind}.interactions"));
        var interactions = new double[expected.Length];
        explainer.Interactions(Rows(kind, explainer, expected.Length / explainer.Width / explainer.Width), interactions);
        AssertNear(expected, interactions);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Importances_are_equal_within_single_precision(string kind)
    {
        PythonXGBoost.Require();
        var importances = FeatureImportance.Of(explained.Model(kind));
        double[] found =
        [
            .. importances.Select(importance => (double)importance.Splits), .. importances.Select(importance => importance.Gain), .. importances.Select(importance => importance.Cover),
            .. importances.Select(importance => importance.TotalGain), .. importances.Select(importance => importance.TotalCover),
        ];
        AssertNear(explained.Folder.Floats($"{kind}.importances"), found);
    }

    private float[] Rows(string kind, TreeExplainer explainer, int results) => explained.Folder.Floats($"{kind}.rows")[..(results / explainer.OutputCount * explainer.FeatureCount)];

    // By the greatest of all numbers: small ones are differences of great ones.
    private static void AssertNear(float[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        var greatest = expected.Max(value => Math.Abs(value));
        for (var i = 0; i < found.Length; i++) Assert.True(Math.Abs(expected[i] - found[i]) <= Tolerance * Math.Max(1, greatest), $"at {i}: {found[i]:r} is not {expected[i]:r}");
    }
}
