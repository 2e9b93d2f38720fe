using Levain.Tables.Statistics;

namespace Levain.Tables.Tests.Statistics;

public sealed class TextTests
{
    [Fact]
    public void Lengths_are_those_of_characters_and_order_that_of_bytes()
    {
        var column = Columns.Statistics(Columns.Texts("name", "Zoë", "é", "", null, "zz"));

        Assert.Equal(new LengthStatistics(0, 1.5, 3), column.Lengths);
        Assert.Equal(("", "é"), (column.Lowest, column.Highest));
        Assert.Equal((4L, 1L), (column.Distinct!.Value, column.Nulls));
    }

    [Fact]
    public void The_most_frequent_come_first_and_equals_in_their_order()
    {
        var column = Columns.Statistics(Columns.Texts("name", "b", "a", "c", "c", "b"));

        Assert.Equal([new ValueCount("b", 2), new("c", 2), new("a", 1)], column.Top);
        Assert.True(column.TopIsAll);
    }

    [Fact]
    public void Names_that_are_all_different_have_no_most_frequent_ones()
    {
        var column = Columns.Statistics(Columns.Texts("id", [.. Enumerable.Range(0, 500).Select(i => $"id-{i}")]));

        Assert.Empty(column.Top);
        Assert.Equal(500, column.Distinct);
    }

    [Fact]
    public void Pieces_are_counted_together()
    {
        var accumulator = new TextAccumulator(new Field("name", ColumnType.String), Limits.For(1));
        accumulator.Add(Columns.Texts("name", "a", "b"));
        accumulator.Add(Columns.Texts("name", "b", null, "c"));

        var column = accumulator.Finish();

        Assert.Equal([new ValueCount("b", 2), new("a", 1), new("c", 1)], column.Top);
        Assert.Equal((5L, 1L), (column.Rows, column.Nulls));
    }

    [Fact]
    public void More_texts_than_are_kept_are_estimated_within_what_is_promised()
    {
        const int rows = 400_000;
        var accumulator = new TextAccumulator(new Field("name", ColumnType.String), new Limits(1 << 16, 1 << 20));
        foreach (var piece in Enumerable.Range(0, rows).Select(i => i % 4 == 0 ? "often" : $"name {i}").Chunk(2048)) accumulator.Add(Columns.Texts("name", piece));

        var column = accumulator.Finish();

        Assert.False(column.IsExact);
        Assert.InRange(column.Distinct!.Value, rows * 0.75 * 0.96, rows * 0.75 * 1.04);
        Assert.Equal("often", column.Top[0].Value);
        Assert.InRange(column.Top[0].Count, (rows / 4) - column.TopError, rows / 4);
        Assert.True(column.TopError < rows / 100);
    }

    [Fact]
    public void How_rows_are_cut_into_pieces_does_not_change_an_estimate() => Assert.Equal(StatisticsTexts.Of(InPieces(2048)), StatisticsTexts.Of(InPieces(33_333)));

    private static ColumnStatistics InPieces(int size)
    {
        var accumulator = new TextAccumulator(new Field("name", ColumnType.String), new Limits(1 << 12, 1 << 20));
        foreach (var piece in Enumerable.Range(0, 100_000).Select(i => $"name {(i % 3 == 0 ? i % 50 : i * 7919 % 30_000)}").Chunk(size)) accumulator.Add(Columns.Texts("name", piece));
        return accumulator.Finish();
    }

    [Fact]
    public void Of_lists_and_structs_there_are_counts_and_lengths()
    {
        var column = Columns.Statistics(Columns.Lists("tags", 2, null, 0, 4));

        Assert.Equal((ColumnClass.Nested, 4L, 1L, "INTEGER[]"), (column.Class, column.Rows, column.Nulls, column.Type));
        Assert.Equal(new LengthStatistics(0, 2, 4), column.Lengths);
        Assert.Null(column.Distinct);
    }
}
