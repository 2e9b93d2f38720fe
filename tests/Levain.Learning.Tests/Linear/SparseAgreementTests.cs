using System.Text.Json;

namespace Levain.Learning.Tests.Linear;

/// <summary>Penalties on absolute values beside sklearn's: the same coefficients, and the same ones that are 0.</summary>
public sealed class SparseAgreementTests
{
    private const double Close = 1e-6;

    private const string Given = """
        from sklearn import linear_model as lm
        x = np.array(given["x"]).T
        y = np.array(given["y"])
        w = np.array(given["w"]) if given["w"] else None

        """;

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(20, 0, true)]
    [InlineData(200, 0, false)]
    [InlineData(5, 5, true)]
    [InlineData(0.1, 40, false)]
    public async Task Logistic_regression_has_the_coefficients_of_sklearn(double l1, double l2, bool hasWeights)
    {
        var set = SparseSets.Of(600, 12, isLogistic: true, hasWeights: hasWeights);
        var answer = await Python.AskAsync(Given + """
            total = given["l1"] + given["l2"]
            m = lm.LogisticRegression(penalty="elasticnet", l1_ratio=given["l1"] / total, C=1 / total, solver="saga", tol=1e-12, max_iter=100000).fit(x, y, sample_weight=w)
            answer = {"coefficients": m.coef_[0].tolist(), "intercept": m.intercept_.tolist()}
            """, new { x = LinearSets.Columns(set), y = set.Labels, w = set.Weights, l1, l2 });

        AssertClose(answer, LinearFits.Logistic(set, new() { L1 = l1, L2 = l2, Tolerance = 1e-11 }));
    }

    [Fact]
    public async Task Logistic_regression_of_more_columns_than_rows_has_the_coefficients_of_sklearn()
    {
        var set = SparseSets.Of(120, 300, isLogistic: true);
        var answer = await Python.AskAsync(Given + """
            m = lm.LogisticRegression(penalty="l1", C=0.25, solver="saga", tol=1e-12, max_iter=100000).fit(x, y)
            answer = {"coefficients": m.coef_[0].tolist(), "intercept": m.intercept_.tolist()}
            """, new { x = LinearSets.Columns(set), y = set.Labels, w = set.Weights });

        AssertClose(answer, LinearFits.Logistic(set, new() { L1 = 4, L2 = 0, Tolerance = 1e-11 }));
    }

    [Theory]
    [InlineData(0.001, 1, false)]
    [InlineData(0.1, 1, true)]
    [InlineData(0.5, 1, false)]
    [InlineData(0.1, 0.5, true)]
    [InlineData(0.02, 0.01, false)]
    public async Task Linear_regression_has_the_coefficients_of_sklearn(double alpha, double share, bool hasWeights)
    {
        var set = SparseSets.Of(2000, 12, isLogistic: false, hasWeights: hasWeights);
        var answer = await Python.AskAsync(Given + """
            m = lm.ElasticNet(alpha=given["alpha"], l1_ratio=given["share"], tol=1e-14, max_iter=1000000).fit(x, y, sample_weight=w)
            answer = {"coefficients": m.coef_.tolist(), "intercept": [m.intercept_]}
            """, new { x = LinearSets.Columns(set), y = set.Labels, w = set.Weights, alpha, share });
        var weight = set.Weights.Length == 0 ? set.RowCount : set.Weights.Sum(one => (double)one);

        AssertClose(answer, LinearFits.Linear(set, new() { L1 = 2 * weight * alpha * share, L2 = weight * alpha * (1 - share) }));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.02)]
    public async Task Linear_regression_of_more_columns_than_rows_has_the_coefficients_of_sklearn(double alpha)
    {
        var set = SparseSets.Of(100, 400, isLogistic: false);
        var answer = await Python.AskAsync(Given + """
            m = lm.Lasso(alpha=given["alpha"], tol=1e-14, max_iter=1000000).fit(x, y)
            answer = {"coefficients": m.coef_.tolist(), "intercept": [m.intercept_]}
            """, new { x = LinearSets.Columns(set), y = set.Labels, w = set.Weights, alpha });

        AssertClose(answer, LinearFits.Linear(set, new() { L1 = 200 * alpha }));
    }

    private static void AssertClose(JsonElement answer, LinearModel model)
    {
        var (expected, actual) = (answer.Numbers("coefficients"), model.Values());
        Assert.Equal(expected.Select(value => value == 0), actual.Select(value => value == 0));
        for (var i = 0; i < actual.Length; i++) Assert.Equal(expected[i], actual[i], Close);
        Assert.Equal(answer.Numbers("intercept")[0], model.Intercept, Close);
    }
}
