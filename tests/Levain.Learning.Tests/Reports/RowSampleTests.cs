using Levain.Learning.Reports;

namespace Levain.Learning.Tests.Reports;

public sealed class RowSampleTests
{
    [Fact]
    public void Few_rows_are_all_taken() => Assert.Equal([0, 1, 2], RowSample.Of(3, most: 3, seed: 1));

    [Fact]
    public void Of_many_as_many_as_may_be_are_taken_each_once_and_in_order()
    {
        var rows = RowSample.Of(10_000, most: 500, seed: 1);

        Assert.Equal(500, rows.Distinct().Count());
        Assert.Equal(rows.Order(), rows);
        Assert.InRange(rows.Average(), 4_500, 5_500);
    }

    [Fact]
    public void Another_seed_takes_other_rows() => Assert.NotEqual(RowSample.Of(1000, 10, seed: 1), RowSample.Of(1000, 10, seed: 2));
}
