using Levain.Learning.Linear;

namespace Levain.Learning.Tests.Linear;

public sealed class LinearFitTests
{
    [Fact]
    public void Linear_regression_finds_the_process_that_made_the_rows()
    {
        var model = LinearFits.Linear(LinearSets.Of(20_000, isLogistic: false));

        // Four standard errors of each, from the noise and the spread of the column.
        double[] close = [0.01, 0.01, 0.01, 0.0003, 0.6];
        for (var i = 0; i < close.Length; i++) Assert.Equal(LinearSets.Coefficients[i], model.Coefficients[i].Value, close[i]);
    }

    [Fact]
    public void Logistic_regression_finds_the_process_that_made_the_rows()
    {
        var model = LinearFits.Logistic(LinearSets.Of(50_000, isLogistic: true), new() { L2 = 0 });

        double[] close = [0.06, 0.06, 0.06, 0.002, 4];
        for (var i = 0; i < close.Length; i++) Assert.Equal(LinearSets.Coefficients[i], model.Coefficients[i].Value, close[i]);
    }

    [Fact]
    public void Exact_labels_are_met_to_their_last_digits()
    {
        float[] x = [.. Enumerable.Range(0, 5000).Select(row => row / 8f)], y = [.. Enumerable.Range(0, 5000).Select(row => row % 64)];
        float[] labels = [.. x.Zip(y, (first, second) => (3 * first) - (2 * second) + 7)];

        var model = LinearFits.Linear(new(LinearSets.Matrix(x, y), labels));

        Assert.Equal(3, model.Coefficients[0].Value, 1e-12);
        Assert.Equal(-2, model.Coefficients[1].Value, 1e-12);
        Assert.Equal(7, model.Intercept, 1e-9);
    }

    [Theory]
    [InlineData(false, 9001)]
    [InlineData(true, 9001)]
    [InlineData(false, 3)]
    [InlineData(true, 40)]
    public void A_model_is_the_same_bytes_for_any_number_of_threads(bool isLogistic, int rows)
    {
        var set = LinearSets.Of(rows, isLogistic, hasWeights: true);
        var one = LinearJson.Write(LinearFits.Of(isLogistic, set, 1));

        foreach (var threads in new[] { 2, 3, 8 }) Assert.Equal(one, LinearJson.Write(LinearFits.Of(isLogistic, set, threads)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_model_is_the_same_bytes_whatever_pieces_the_rows_come_in(bool isLogistic)
    {
        var set = LinearSets.Of(9001, isLogistic, hasWeights: true);
        int[] ends = [1, 1000, 2047, 2048, 7000, 7001, 9001];
        var pieces = ends.Select((end, i) => (From: i == 0 ? 0 : ends[i - 1], End: end)).Select(piece => new MatrixPiece(piece.End - piece.From, () => set.Features.Take([.. Enumerable.Range(piece.From, piece.End - piece.From)])));

        var apart = set with { Features = new PieceMatrix(set.Features.Features, [.. pieces]) };

        Assert.Equal(LinearJson.Write(LinearFits.Of(isLogistic, set)), LinearJson.Write(LinearFits.Of(isLogistic, apart)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_row_of_weight_two_counts_as_two_rows_and_one_of_weight_zero_as_none(bool isLogistic)
    {
        var set = LinearSets.Of(3000, isLogistic);
        int[] rows = [.. Enumerable.Range(0, 3000).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        var repeated = new TrainingSet(set.Features.Take(rows), [.. rows.Select(row => set.Labels[row])]);

        var weighted = LinearFits.Of(isLogistic, set with { Weights = [.. Enumerable.Range(0, 3000).Select(row => (float)(row % 3))] });

        var expected = LinearFits.Of(isLogistic, repeated);
        for (var i = 0; i < 5; i++) Assert.Equal(expected.Coefficients[i].Value, weighted.Coefficients[i].Value, 1e-6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_constant_column_counts_nothing_and_changes_no_other(bool isLogistic)
    {
        var set = LinearSets.Of(5000, isLogistic);
        var constant = new float[5000];
        constant.AsSpan().Fill(0.1f);

        var model = LinearFits.Of(isLogistic, set with { Features = LinearSets.Matrix([.. LinearSets.Columns(set), constant]) });

        Assert.Equal([.. LinearFits.Of(isLogistic, set).Values(), 0], model.Values());
    }

    [Fact]
    public void A_column_that_few_rows_have_is_fitted_as_any_other()
    {
        // Too many rows to look at how all vary together, and the few stand where nobody looks.
        const int Rows = 140_000;
        var set = LinearSets.Of(Rows, isLogistic: true);
        var rare = new float[Rows];
        rare.AsSpan(3000, 40).Fill(1);
        var with = set with { Features = LinearSets.Matrix([.. LinearSets.Columns(set), rare]) };

        var near = LinearFits.Logistic(with);

        var far = LinearFits.Logistic(with, new() { Tolerance = 1e-12 });
        Assert.NotEqual(0, far.Coefficients[5].Value, 1e-6);
        for (var i = 0; i < 6; i++) Assert.Equal(far.Coefficients[i].Value, near.Coefficients[i].Value, 1e-6 * Math.Max(1, Math.Abs(far.Coefficients[i].Value)));
    }

    [Fact]
    public void Nothing_but_constant_columns_predicts_the_mean()
    {
        var set = new TrainingSet(LinearSets.Matrix([2, 2, 2, 2]), [0, 1, 1, 1]);

        Assert.Equal([0.75f, 0.75f, 0.75f, 0.75f], LinearFits.Linear(set).Predictions(set.Features));
        Assert.Equal(0.75f, LinearFits.Logistic(set).Predict([2]), 1e-6f);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Equal_columns_share_their_coefficient(bool isLogistic)
    {
        var set = LinearSets.Of(5000, isLogistic);
        var columns = LinearSets.Columns(set);

        var model = LinearFits.Of(isLogistic, set with { Features = LinearSets.Matrix([.. columns, columns[0]]) });

        Assert.Equal(model.Coefficients[0].Value, model.Coefficients[5].Value, 1e-9);
        Assert.Equal(LinearSets.Coefficients[0] / 2, model.Coefficients[0].Value, 0.1);
    }

    [Fact]
    public void More_columns_than_rows_still_meet_the_labels()
    {
        var set = LinearSets.Of(3, isLogistic: false);

        var predictions = LinearFits.Linear(set).Predictions(set.Features);

        for (var row = 0; row < 3; row++) Assert.Equal(set.Labels[row], predictions[row], 1e-5f);
    }
}
