namespace Levain.Learning.Tests.Linear;

public sealed class SklearnAgreementTests
{
    private const double Close = 1e-6;

    private const string Given = """
        from sklearn import linear_model as lm
        x = np.array(given["x"]).T
        y = np.array(given["y"])
        w = np.array(given["w"]) if given["w"] else None

        """;

    [Theory]
    [InlineData("lbfgs", 1.0, false)]
    [InlineData("lbfgs", 100.0, true)]
    [InlineData("newton-cholesky", 1.0, true)]
    [InlineData("newton-cholesky", 0.01, false)]
    [InlineData("newton-cholesky", 100.0, true)]
    public async Task Logistic_regression_has_the_coefficients_of_sklearn(string solver, double l2, bool hasWeights)
    {
        var set = LinearSets.Of(3000, isLogistic: true, hasWeights: hasWeights);
        var answer = await Python.AskAsync(Given + """
            # Its lbfgs also stops where the loss falls little, which no option of it changes.
            from scipy import optimize
            original = optimize.minimize
            def patient(*args, **named):
                if named.get("method") == "L-BFGS-B": named["options"]["ftol"] = 0
                return original(*args, **named)
            optimize.minimize = patient
            m = lm.LogisticRegression(C=1 / given["l2"], solver=given["solver"], tol=1e-10, max_iter=100000).fit(x, y, sample_weight=w)
            answer = {"coefficients": m.coef_[0].tolist(), "intercept": m.intercept_.tolist()}
            """, new { x = LinearSets.Columns(set), y = set.Labels, w = set.Weights, l2, solver });

        AssertClose(answer, LinearFits.Logistic(set, new() { L2 = l2, Tolerance = 1e-11 }));
    }

    [Fact]
    public async Task Logistic_regression_of_hundreds_of_columns_has_the_coefficients_of_sklearn()
    {
        var narrow = LinearSets.Of(700, isLogistic: true);
        var random = new Numerics.CounterRandom(Seed: 3);
        var more = Enumerable.Range(0, 300).Select(column => Enumerable.Range(0, 700).Select(row => (float)random.Normal((ulong)((row * 512) + column))).ToArray());
        var set = narrow with { Features = LinearSets.Matrix([.. LinearSets.Columns(narrow), .. more]) };
        var answer = await Python.AskAsync(Given + """
            m = lm.LogisticRegression(C=1, solver="newton-cholesky", tol=1e-10).fit(x, y)
            answer = {"coefficients": m.coef_[0].tolist(), "intercept": m.intercept_.tolist()}
            """, new { x = LinearSets.Columns(set), y = set.Labels, w = set.Weights });

        AssertClose(answer, LinearFits.Logistic(set, new() { Tolerance = 1e-11 }));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(0.5, true)]
    [InlineData(1000, false)]
    public async Task Linear_regression_has_the_coefficients_of_sklearn(double l2, bool hasWeights)
    {
        var set = LinearSets.Of(5000, isLogistic: false, hasWeights: hasWeights);
        var answer = await Python.AskAsync(Given + """
            m = (lm.Ridge(alpha=given["l2"], solver="cholesky") if given["l2"] > 0 else lm.LinearRegression()).fit(x, y, sample_weight=w)
            answer = {"coefficients": m.coef_.tolist(), "intercept": [m.intercept_]}
            """, new { x = LinearSets.Columns(set), y = set.Labels, w = set.Weights, l2 });

        AssertClose(answer, LinearFits.Linear(set, new() { L2 = l2 }));
    }

    private static void AssertClose(System.Text.Json.JsonElement answer, LinearModel model)
    {
        foreach (var (expected, actual) in answer.Numbers("coefficients").Zip(model.Values(), (expected, actual) => (expected, actual))) Assert.Equal(expected, actual, Close);
        Assert.Equal(answer.Numbers("intercept")[0], model.Intercept, Close);
    }
}
