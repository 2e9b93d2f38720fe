using System.Text;
using Levain.Tables.Statistics;

namespace Levain.Tables.Tests.Statistics;

public sealed class DriftTests
{
    private static readonly DriftSettings Simple = new() { IsRobust = false };

    [Fact]
    public void The_distance_of_numbers_is_that_of_Kolmogorov_and_Smirnov() =>
        Assert.Equal(0.25, Between(Columns.Of<double>("x", 1, 2, 3, 4), Columns.Of<double>("x", 2, 3, 4, 5), Simple));

    [Fact]
    public void Numbers_without_overlap_have_distance_1() =>
        Assert.Equal(1, Between(Columns.Of<int>("x", 1, 2), Columns.Of<int>("x", -1, -2), Simple));

    [Fact]
    public void The_same_rows_in_another_order_have_distance_0() =>
        Assert.Equal(0, Between(Columns.Of<double>("x", 1, 2, 2, 7), Columns.Of<double>("x", 7, 2, 1, 2), Simple));

    [Fact]
    public void The_distance_of_texts_is_the_largest_difference_of_a_share() =>
        Assert.Equal((10.0 / 76) - (5.0 / 70), Between(Texts(10, 20, 25, 10, 5), Texts(11, 20, 25, 10, 10), Simple)!.Value, 1e-12);

    [Fact]
    public void A_new_category_counts_with_its_whole_share() =>
        Assert.Equal(0.5, Between(Columns.Texts("t", "a", "a"), Columns.Texts("t", "a", "b"), Simple));

    [Fact]
    public void Few_rows_raise_no_alarm()
    {
        var drift = Drift.Between(Columns.Statistics(Columns.Of<double>("x", 1, 2, 3, 4)), Columns.Statistics(Columns.Of<double>("x", 5, 6, 7, 8)));

        Assert.Equal(0, drift.Distance);
        Assert.False(drift.HasDrifted);
    }

    [Fact]
    public void Turned_signs_of_many_rows_raise_one()
    {
        double?[] values = [.. Enumerable.Range(0, 4000).Select(i => (double?)(i % 100))];

        var drift = Drift.Between(Columns.Statistics(Columns.Of("x", values)), Columns.Statistics(Columns.Of("x", [.. values.Select(value => -value)])));

        Assert.True(drift.HasDrifted);
        Assert.InRange(drift.Distance!.Value, 0.94, 0.96);
        Assert.Equal("distance 0.95 (drifted: up to 0.1 is expected)", drift.ToString());
    }

    [Fact]
    public void What_is_no_longer_a_number_cannot_be_compared() =>
        Assert.Null(Between(Columns.Of<double>("x", 1), Columns.Texts("x", "1"), Simple));

    [Fact]
    public void A_distribution_of_many_values_is_as_near_as_its_sketch()
    {
        var random = new Random(5);
        double?[] before = [.. Enumerable.Range(0, 100_000).Select(_ => (double?)random.NextDouble())], now = [.. before.Select(value => value + 0.2)];

        Assert.Equal(0.2, Between(Columns.Of("x", before), Columns.Of("x", now), Simple)!.Value, 0.005);
    }

    [Fact]
    public void Constraints_say_what_the_data_keep_to()
    {
        var statistics = TableStatistics.Of(new Table([Columns.Of<double>("x", [.. Enumerable.Range(0, 20).Select(i => i == 0 ? null : (double?)i)]), Columns.Of<int>("n", [.. Enumerable.Range(-10, 20).Select(i => (int?)i)]), Columns.Texts("t", [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? "b" : "a")])]), cancellation: TestContext.Current.CancellationToken);

        var constraints = Constraints.Of(statistics);

        Assert.Equal(
            [
                new ColumnConstraint("x", "Fractional", 0.95) { IsNonNegative = true },
                new ColumnConstraint("n", "Integral", 1) { IsNonNegative = false },
                new ColumnConstraint("t", "String", 1) { Domain = ["a", "b"] },
            ],
            constraints.Columns);
    }

    [Fact]
    public void Constraints_are_read_as_they_were_written()
    {
        var constraints = new Constraints(
            [new("x", "Fractional", 0.95) { IsNonNegative = true }, new("t", "String", 1) { Domain = ["a", "b"] }, new("u", "Unknown", 0)],
            new DriftSettings { Threshold = 0.2, CategoricalThreshold = 0.3, IsRobust = false });

        var read = ConstraintsJson.Parse(ConstraintsJson.ToBytes(constraints), "constraints.json");

        Assert.Equal(constraints.Columns, read.Columns);
        Assert.Equal(constraints.Drift, read.Drift);
    }

    [Theory]
    [InlineData("""{"features": [{"name": "a", "inferred_type": "Integral", "completeness": 1.5}]}""", "between 0 and 1")]
    [InlineData("""{"features": [{"name": "a", "inferred_type": "Integral", "num_constraints": {"is_non_negative": "yes"}}]}""", "expected `true` or `false`")]
    [InlineData("""{"features": [], "monitoring_config": {"distribution_constraints": {"comparison_method": "Wild"}}}""", "`Wild` is no method")]
    [InlineData("""{"monitoring_config": {}}""", "the list `features` is missing")]
    public void Constraints_that_make_no_sense_are_refused(string text, string why)
    {
        var error = Assert.Throws<BuildException>(() => ConstraintsJson.Parse(Encoding.UTF8.GetBytes(text), "constraints.json"));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    private static double? Between(TableColumn before, TableColumn now, DriftSettings settings) => Drift.Between(Columns.Statistics(before), Columns.Statistics(now), settings).Distance;

    private static TableColumn Texts(params int[] counts) => Columns.Texts("t", [.. counts.SelectMany((count, index) => Enumerable.Repeat($"{(char)('a' + index)}", count))]);
}
