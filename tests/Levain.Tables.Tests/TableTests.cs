namespace Levain.Tables.Tests;

public class TableTests
{
    private static readonly Table Shots = new([TableColumn.Of("distance", [17.1, 9.0, 30.5]), TableColumn.Of<bool>("is_goal", [false, true, null]), TableColumn.Of("player", "ann", null, "bob")]);

    [Fact]
    public void Columns_are_read_as_spans_by_name()
    {
        var distance = Shots.Doubles("distance");
        var sum = 0.0;
        for (var row = 0; row < Shots.RowCount; row++) sum += distance.Values[row];

        Assert.Equal(56.6, sum, 12);
        Assert.Equal("bob", Shots.Strings("player")[2]);
        Assert.Equal([0.0, 1.0, double.NaN], Shots.Numbers("is_goal"));
    }

    public static TheoryData<string, Action, string, string> BadUses => new()
    {
        { "a column that is not there", () => _ = Shots["distnace"], "there is no column `distnace`", "did you mean `distance`?" },
        { "a column of another case", () => _ = Shots["Player"], "there is no column `Player`", "did you mean `player`?" },
        { "a column of another type", () => Shots.Doubles("player"), "column `player` is VARCHAR, not DOUBLE", "read it as what it is, or cast it in SQL" },
        { "text as numbers", () => Shots.Numbers("player"), "column `player` is VARCHAR, not a number", "" },
        { "columns of different lengths", () => _ = new Table([TableColumn.Of("a", 1, 2), TableColumn.Of("b", 1)]), "column `b` has 1 rows, but `a` has 2", "" },
        { "one name twice", () => _ = new Table([TableColumn.Of("a", 1), TableColumn.Of("a", 2)]), "there are two columns `a`", "give one of them another name" },
        { "names that SQL takes for one", () => _ = new Table([TableColumn.Of("Id", 1), TableColumn.Of("id", 2)]), "the columns `Id` and `id` differ only in letters' case, which SQL ignores", "give one of them another name" },
        { "no name", () => _ = new Table([TableColumn.Of("", 1)]), "column 1 has no name", "" },
        { "a column that is too long", () => Shots.With(TableColumn.Of("x", 1, 2, 3, 4)), "column `x` has 4 rows, but the table has 3", "" },
        { "a mask that is too short", () => Shots.Where([true]), "a mask of 1 places does not fit a table of 3 rows", "" },
        { "a row that is not there", () => Shots.Take(0, 3), "row 3, counted from 0, is not in a table of 3 rows", "" },
        { "more rows than there are", () => _ = Shots[..4], "rows 0..4 are not in a table of 3 rows", "" },
        { "tables of different columns", () => Table.Concat(Shots, Shots.Without("player")), "the tables do not fit behind each other: one of them has no column `player`", "select the same columns, in the same order and of the same types, from each" },
        { "columns of different types", () => Table.Concat(Shots, Shots.With(TableColumn.Of("distance", 1, 2, 3))), "the tables do not fit behind each other: column `distance` is DOUBLE in one and INTEGER in another", "select the same columns, in the same order and of the same types, from each" },
        { "columns in another order", () => Table.Concat(Shots.Select("distance", "player"), Shots.Select("player", "distance")), "the tables do not fit behind each other: their columns have not the same order", "select the same columns, in the same order and of the same types, from each" },
        { "a key that has no order", () => Lists().SortBy("points"), "column `points` is DOUBLE[], which has no order and cannot be a key", "take a field of it out first, in SQL" },
        { "a type that no column has", () => TableColumn.Of("x", 1u), "a column cannot hold values of `UInt32`", "it holds bool, int, long, float, double, decimal, string, DateOnly or Timestamp" },
    };

    [Theory, MemberData(nameof(BadUses), DisableDiscoveryEnumeration = true)]
    public void Bad_use_is_told_in_one_line(string use, Action act, string message, string hint)
    {
        var error = Assert.Throws<BuildException>(act);
        Assert.Equal((use, message, hint), (use, error.Message, error.Hint ?? ""));
    }

    [Fact]
    public void Columns_are_chosen_renamed_and_replaced()
    {
        Assert.Equal("player VARCHAR, distance DOUBLE", Shots.Select("player", "distance").Schema.ToString());
        Assert.Equal("distance DOUBLE, player VARCHAR", Shots.Without("is_goal").Schema.ToString());
        Assert.Equal("player DOUBLE, is_goal BOOLEAN, distance VARCHAR", Shots.Rename(("distance", "player"), ("player", "distance")).Schema.ToString());

        var more = Shots.With("half", row => Shots.Doubles("distance")[row] / 2).With("is_goal", row => (int?)(row == 1 ? null : row)).With("text", row => row == 0 ? null : $"row {row}");
        Assert.Equal("distance DOUBLE, is_goal INTEGER, player VARCHAR, half DOUBLE, text VARCHAR", more.Schema.ToString());
        Assert.Equal([8.55, 4.5, 15.25], more.Doubles("half").Values.ToArray());
        Assert.Equal([0, null, 2], Enumerable.Range(0, 3).Select(more.Ints("is_goal").At));
        Assert.Equal([null, "row 1", "row 2"], Enumerable.Range(0, 3).Select(row => more.Strings("text")[row]));
    }

    private static Table Lists()
    {
        var builder = new ListColumnBuilder(new("points", ColumnType.List(ColumnType.Double)));
        builder.Append(0);
        return new([builder.Build()]);
    }
}
