using Levain.Bench.Trees;

namespace Levain.Bench.Tests;

public sealed class TreesSetTests
{
    [Theory]
    [InlineData("dense", 28)]
    [InlineData("sparse", 100)]
    [InlineData("shots", 2)]
    [InlineData("categories", 39)]
    public void A_row_is_the_same_however_many_are_made(string name, int columns)
    {
        var (few, many) = (new float[columns], new float[columns]);

        var (one, other) = (TreesSet.Of(name, 10, 5, columns).Fill(7, few), TreesSet.Of(name, 1000, 50, columns).Fill(7, many));

        Assert.Equal(one, other);
        Assert.Equal(few, many);
    }

    [Fact]
    public void About_eight_and_a_half_of_a_hundred_shots_are_scored() => Assert.InRange(Rows("shots", 2, 20_000).Average(row => row.Label), 0.08, 0.09);

    [Fact]
    public void Between_five_and_ten_of_a_hundred_sparse_values_are_there() =>
        Assert.InRange(Rows("sparse", 100, 2_000).SelectMany(row => row.Values).Average(value => float.IsNaN(value) ? 0.0 : 1), 0.05, 0.1);

    [Fact]
    public void Categories_are_whole_numbers_of_five_to_a_hundred_kinds()
    {
        var features = TreesSet.Of("categories", 1, 1, 39).Features;
        var rows = Rows("categories", 39, 20_000);

        var counts = features.Index().Where(each => each.Item.Kind == Levain.Learning.FeatureKind.Category).Select(each => rows.Select(row => row.Values[each.Index]).Distinct().Count()).ToList();

        Assert.All(counts, count => Assert.InRange(count, 5, 100));
        Assert.True(counts.Max() > 90);
        Assert.All(rows.Take(100).SelectMany(row => features.Index().Where(each => each.Item.Kind == Levain.Learning.FeatureKind.Category).Select(each => row.Values[each.Index])), code => Assert.Equal(Math.Floor(code), code));
    }

    private static List<(float Label, float[] Values)> Rows(string name, int columns, int count)
    {
        var set = TreesSet.Of(name, count, 0, columns);
        return [.. Enumerable.Range(0, count).Select(row =>
        {
            var values = new float[columns];
            return (set.Fill(row, values), values);
        })];
    }
}
