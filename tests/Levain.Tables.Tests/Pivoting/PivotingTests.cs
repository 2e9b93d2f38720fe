using FsCheck;
using FsCheck.Fluent;

namespace Levain.Tables.Tests.Pivoting;

public class PivotingTests
{
    private static readonly Table Long = new(
    [
        TableColumn.Of("match", 2, 1, 2), TableColumn.Of("team", "x", "y", "x"), TableColumn.Of("metric", "shots", "goals", "goals"), TableColumn.Of("value", 9.0, 1.0, 2.0),
    ]);

    [Fact]
    public void A_long_table_gets_a_column_for_each_value_in_sorted_order()
    {
        var wide = Long.Pivot(["match", "team"], "metric", "value");

        Assert.Equal("match INTEGER, team VARCHAR, goals DOUBLE, shots DOUBLE", wide.Schema.ToString());
        Assert.Equal([2, 1], wide.Ints("match").Values.ToArray());
        Assert.Equal([2.0, 1.0], Enumerable.Range(0, 2).Select(wide.Doubles("goals").At));
        Assert.Equal([9.0, null], Enumerable.Range(0, 2).Select(wide.Doubles("shots").At));
    }

    [Fact]
    public void Numbers_and_truths_name_columns_by_their_text_in_their_own_order()
    {
        var wide = new Table([TableColumn.Of("n", 10, 9, -1), TableColumn.Of("v", 1, 2, 3)]).Pivot([], "n", "v");
        Assert.Equal("\"-1\" INTEGER, \"9\" INTEGER, \"10\" INTEGER", wide.Schema.ToString());
    }

    [Fact]
    public void A_wide_table_that_was_made_long_comes_back() =>
        Prop.ForAll(Sample.Some.ToArbitrary(), rows =>
        {
            var wide = rows.ToTable().With("id", row => row).With("b", row => rows[row].Value * 2).Rename("value", "a");
            var made = wide.Unpivot(["id", "key"], ["a", "b"]);

            Assert.Equal(rows.SelectMany((row, i) => new[] { (i, "a", row.Value), (i, "b", row.Value * 2) }),
                Enumerable.Range(0, made.RowCount).Select(row => (made.Ints("id")[row], made.Strings("name")[row]!, made.Doubles("value").At(row))));
            if (rows.Length == 0) return;
            var back = made.Pivot(["id", "key"], "name", "value");
            Assert.Equal(wide.Select("id", "key", "a", "b").Schema, back.Schema);
            Assert.Equal(rows.Select(row => (row.Key, row.Value)), Enumerable.Range(0, back.RowCount).Select(row => (back.Strings("key")[row], back.Doubles("a").At(row))));
        }).QuickCheckThrowOnFailure();

    public static TheoryData<string, Action, string, string> BadUses => new()
    {
        { "one cell twice", () => Table.Concat(Long, Long[..1]).Pivot(["match"], "metric", "value"), "rows 1 and 4 both say what column `shots` is for the same key", "aggregate them first, with `GroupBy`" },
        { "a null as a name", () => Long.With(TableColumn.Of("metric", "a", null, "b")).Pivot(["team"], "metric", "value"), "column `metric` is null in row 2, which names no column", "leave such rows out, or fill them" },
        { "doubles as names", () => Long.Pivot(["team"], "value", "match"), "column `value` is DOUBLE, whose values name no columns", "cast it to VARCHAR, in SQL" },
        { "a name that is there", () => Long.With(TableColumn.Of("metric", "team", "a", "b")).Pivot(["team"], "metric", "value"), "there are two columns `team`", "give one of them another name" },
        { "no column to make rows of", () => Long.Unpivot(["team"], []), "no column is named to make rows of", "" },
        { "columns of different types", () => Long.Unpivot(["team"], ["match", "value"]), "columns `match` and `value` cannot stand in one column: one is INTEGER, the other DOUBLE", "cast one of them, in SQL" },
    };

    [Theory, MemberData(nameof(BadUses), DisableDiscoveryEnumeration = true)]
    public void Bad_use_is_told_in_one_line(string use, Action act, string message, string hint)
    {
        var error = Assert.Throws<BuildException>(act);
        Assert.Equal((use, message, hint), (use, error.Message, error.Hint ?? ""));
    }
}
