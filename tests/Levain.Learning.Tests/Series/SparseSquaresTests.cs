using FsCheck;
using FsCheck.Fluent;
using Levain.Learning.Forecasting;
using Levain.Numerics;

namespace Levain.Learning.Tests.Series;

public sealed class SparseSquaresTests
{
    [Fact]
    public void At_the_end_nothing_leads_down() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new CounterRandom((ulong)seed);
        var count = 1 + random.Below(0, 25);
        // Columns that resemble each other, as those of neighbouring bends do.
        double[][] columns = [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, 40).Select(row => Math.Max(row - i, 0) + 0.1 * random.Normal((ulong)(100 * i + row + 1))).ToArray())];
        var s = CrossProducts.Of(columns);
        double[] c = [.. columns.Select((column, i) => column.Select((value, row) => value * random.Normal((ulong)(10_000 + row))).Sum())];
        var lambda = c.Max(Math.Abs) * random.Uniform(99_999);
        // From anywhere, not only from 0.
        double[] x = [.. Enumerable.Range(0, count).Select(i => seed % 2 == 0 ? 0 : random.Normal((ulong)(20_000 + i)))];

        new SparseSquares(s, c, lambda).Minimize(x);

        for (var i = 0; i < count; i++)
        {
            var pull = c[i] - s[i].Select((value, j) => value * x[j]).Sum();
            var near = 1e-8 * s[i][i] + 1e-9 * lambda;
            if (x[i] == 0) Assert.InRange(Math.Abs(pull), 0, lambda + near);
            else Assert.Equal(Math.Sign(x[i]) * lambda, pull, near);
        }

        return true;
    }));

    [Fact]
    public void A_penalty_that_is_too_large_leaves_nothing()
    {
        double[] x = [3, -1];
        new SparseSquares([[2, 1], [1, 2]], [4, -5], 5).Minimize(x);
        Assert.Equal([0, 0], x);
    }

    [Fact]
    public void One_number_is_pulled_towards_0_by_the_penalty()
    {
        double[] x = [0];
        new SparseSquares([[2]], [-9], 3).Minimize(x);
        Assert.Equal(-3, x[0], 1e-12);
    }
}
