using FsCheck;
using FsCheck.Fluent;
using Levain.Learning.Linear;
using Levain.Numerics;

namespace Levain.Learning.Tests.Linear;

/// <summary>Penalties on absolute values, without anything to compare with.</summary>
public sealed class SparseFitTests
{
    // Few values, so that columns are constant, equal and collinear as often as not.
    private static readonly Arbitrary<(int Seed, int Rows, int Columns, double L1, double L2)> Odd = Arb.From(
        from seed in Gen.Choose(0, 1 << 20)
        from rows in Gen.Choose(2, 60)
        from columns in Gen.Choose(1, 30)
        from l1 in Gen.Elements(0.01, 0.3, 3)
        from l2 in Gen.Elements(0, 0, 0.5)
        select (seed, rows, columns, l1, l2));

    [Theory]
    [InlineData(true, 800)]
    [InlineData(false, 300)]
    public void The_columns_that_count_are_found_and_the_others_are_exactly_0(bool isLogistic, double l1)
    {
        const int Rows = 60_000;
        var model = Fit(isLogistic, SparseSets.Of(Rows, 12, isLogistic), l1);

        for (var i = 0; i < 12; i++)
        {
            var (made, found) = (SparseSets.Coefficient(i), model.Coefficients[i].Value);
            // What the penalty takes, by how much the loss curves with the coefficient alone; from columns that vary together it takes more.
            var shrunk = 3 * l1 / (Rows * (isLogistic ? 0.12 : 2) * SparseSets.Variance(i));
            Assert.Equal(Math.Sign(made), Math.Sign(found));
            if (made != 0) Assert.InRange(Math.Abs(found), Math.Abs(made) - shrunk, Math.Abs(made) + 0.05);
        }
    }

    [Fact]
    public void No_coefficient_of_a_logistic_regression_can_be_moved_to_gain() => Prop.ForAll(Odd, one => AssertLowest(true, one)).QuickCheckThrowOnFailure();

    [Fact]
    public void No_coefficient_of_a_linear_regression_can_be_moved_to_gain() => Prop.ForAll(Odd, one => AssertLowest(false, one)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_model_is_the_same_bytes_for_any_threads_and_pieces(bool isLogistic)
    {
        var set = SparseSets.Of(9001, 12, isLogistic, hasWeights: true);
        int[] ends = [1, 2048, 7000, 9001];
        var pieces = ends.Select((end, i) => (From: i == 0 ? 0 : ends[i - 1], End: end)).Select(piece => new MatrixPiece(piece.End - piece.From, () => set.Features.Take([.. Enumerable.Range(piece.From, piece.End - piece.From)])));
        var one = LinearJson.Write(Fit(isLogistic, set, 20, threads: 1));

        foreach (var threads in new[] { 2, 3, 8 }) Assert.Equal(one, LinearJson.Write(Fit(isLogistic, set, 20, threads: threads)));
        Assert.Equal(one, LinearJson.Write(Fit(isLogistic, set with { Features = new PieceMatrix(set.Features.Features, [.. pieces]) }, 20)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_penalty_that_nothing_is_worth_leaves_the_mean(bool isLogistic)
    {
        var set = SparseSets.Of(3000, 12, isLogistic);

        var model = Fit(isLogistic, set, 1e6);

        Assert.All(model.Values(), value => Assert.Equal(0, value));
        Assert.Equal(set.Labels.Average(), model.Predictions(set.Features)[0], 1e-5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_penalty_that_is_next_to_none_changes_next_to_nothing(bool isLogistic)
    {
        var set = SparseSets.Of(3000, 12, isLogistic);

        var model = Fit(isLogistic, set, 1e-8, 2);

        var plain = isLogistic ? LinearFits.Logistic(set, new() { L2 = 2, Tolerance = 1e-12 }) : LinearFits.Linear(set, new() { L2 = 2 });
        for (var i = 0; i < 12; i++) Assert.Equal(plain.Coefficients[i].Value, model.Coefficients[i].Value, 1e-8);
    }

    [Fact]
    public void Many_rows_take_few_steps()
    {
        LogisticRegression.Fit(SparseSets.Of(5000, 12, isLogistic: true), new() { L1 = 20, L2 = 0 }, 2, TestContext.Current.CancellationToken, out var iterations);

        Assert.InRange(iterations, 1, 10);
    }

    [Theory]
    [InlineData(false, 20)]
    [InlineData(true, 3)]
    [InlineData(false, 0.01)]
    public void Thousands_of_columns_of_few_rows_leave_at_most_as_many_as_there_are_rows(bool isLogistic, double l1)
    {
        var set = SparseSets.Of(150, 3000, isLogistic);

        var model = Fit(isLogistic, set, l1);

        Assert.InRange(model.Values().Count(value => value != 0), 1, 150);
        AssertLowest(isLogistic, model, LinearSets.Columns(set), set.Labels, l1, 0);
    }

    private static LinearModel Fit(bool isLogistic, TrainingSet set, double l1, double l2 = 0, int threads = 2) =>
        isLogistic ? LinearFits.Logistic(set, new() { L1 = l1, L2 = l2, Tolerance = 1e-11 }, threads) : LinearFits.Linear(set, new() { L1 = l1, L2 = l2 }, threads);

    /// <summary>The penalty is convex, so a point from which no single coefficient gains is the lowest.</summary>
    private static void AssertLowest(bool isLogistic, (int Seed, int Rows, int Columns, double L1, double L2) one)
    {
        var random = new CounterRandom((ulong)one.Seed);
        float[][] columns = [.. Enumerable.Range(1, one.Columns).Select(column => Enumerable.Range(0, one.Rows).Select(row => (float)random.Below(((ulong)column << 20) + (ulong)row, 1 + (column % 4)) - 1).ToArray())];
        float[] labels = [.. Enumerable.Range(0, one.Rows).Select(row => isLogistic ? row < 2 ? row : random.Below((ulong)row, 2) : random.Below((ulong)row, 9) - 3)];

        AssertLowest(isLogistic, Fit(isLogistic, new(LinearSets.Matrix(columns), labels), one.L1, one.L2), columns, labels, one.L1, one.L2);
    }

    private static void AssertLowest(bool isLogistic, LinearModel model, float[][] columns, float[] labels, double l1, double l2)
    {
        double[] errors = [.. Enumerable.Range(0, labels.Length).Select(row => Error(isLogistic, model, columns, labels, row))];
        Assert.Equal(0, errors.Sum(), 1e-6);
        for (var i = 0; i < columns.Length; i++)
        {
            var value = model.Coefficients[i].Value;
            var slope = errors.Select((error, row) => error * columns[i][row]).Sum() + ((isLogistic ? l2 : 2 * l2) * value);
            if (value == 0) Assert.InRange(Math.Abs(slope), 0, l1 + 1e-6);
            else Assert.Equal(-Math.Sign(value) * l1, slope, 1e-6);
        }
    }

    /// <summary>How the loss of a row changes with its sum.</summary>
    private static double Error(bool isLogistic, LinearModel model, float[][] columns, float[] labels, int row)
    {
        var sum = model.Intercept + columns.Select((column, i) => column[row] * model.Coefficients[i].Value).Sum();
        return isLogistic ? Elementary.Sigmoid(sum) - labels[row] : 2 * (sum - labels[row]);
    }
}
