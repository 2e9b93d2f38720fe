using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.Contracts;

public sealed class ContractTests
{
    private static readonly Artifact<Table> Players = Artifact.Snapshot<Table>("players");

    /// <summary>Each expectation, rows that hold it, rows that break it, and what is said then.</summary>
    public static TheoryData<string, Expectation, string, string, string> Expectations => new()
    {
        { "a missing column", Expect.Column("shots"), "SELECT 1 AS shots", "SELECT 1 AS shot", "column `shots` is missing; is it `shot`?" },
        { "a column that may be missing", Expect.Column("x").Optional().AtLeast(0), "SELECT 1 AS y", "SELECT -1 AS x", "column `x` is not at least 0 in 1 of 1 row" },
        { "another type", Expect.Column("x").Is(ColumnType.Double), "SELECT 1::DOUBLE AS x", "SELECT 'a' AS x", "column `x` is VARCHAR, not DOUBLE" },
        { "a range", Expect.Column("x").Between(0, 105), "SELECT unnest([0, 105, NULL]) AS x", "SELECT unnest([0, -1, 106, 105]) AS x", "column `x` is not from 0 to 105 in 2 of 4 rows" },
        { "a range without its ends", Expect.Column("x").MoreThan(0).LessThan(1.5), "SELECT 1.25::DOUBLE AS x", "SELECT 0::DOUBLE AS x", "column `x` is not above 0 in 1 of 1 row" },
        { "the upper end", Expect.Column("x").LessThan(1.5), "SELECT 1.25::DOUBLE AS x", "SELECT 1.5::DOUBLE AS x", "column `x` is not below 1.5 in 1 of 1 row" },
        { "NaN, which is in no range", Expect.Column("x").AtLeast(0), "SELECT 'inf'::DOUBLE AS x", "SELECT 'nan'::DOUBLE AS x", "column `x` is not at least 0 in 1 of 1 row" },
        { "a range of big numbers", Expect.Column("x").AtMost(9007199254740993), "SELECT 9007199254740993 AS x", "SELECT 9007199254740994 AS x", "column `x` is not at most 9007199254740993 in 1 of 1 row" },
        { "a range of decimals", Expect.Column("x").AtMost(0.1m), "SELECT 0.1::DECIMAL(9,3) AS x", "SELECT 0.101::DECIMAL(9,3) AS x", "column `x` is not at most 0.1 in 1 of 1 row" },
        { "a range of dates", Expect.Column("d").Between(new DateOnly(2018, 6, 14), new DateOnly(2018, 7, 15)), "SELECT DATE '2018-07-15' AS d", "SELECT DATE '2018-07-16' AS d", "column `d` is not from 2018-06-14 to 2018-07-15 in 1 of 1 row" },
        { "a range of moments", Expect.Column("t").AtLeast(new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.FromHours(2))), "SELECT TIMESTAMPTZ '2026-01-01 00:00:00Z' AS t", "SELECT TIMESTAMPTZ '2026-01-01 00:59:59+01' AS t", "column `t` is not at least 2026-01-01 00:00:00 in 1 of 1 row" },
        { "a range of texts, which there is not", Expect.Column("x").AtLeast(0), "SELECT 1 AS x", "SELECT 'a' AS x", "column `x` is VARCHAR, which has no range at least 0" },
        { "a set of texts", Expect.Column("k").OneOf("goal", "it's"), "SELECT unnest(['goal', 'it''s', NULL]) AS k", "SELECT 'Goal' AS k", "column `k` is none of `goal`, `it's` in 1 of 1 row" },
        { "a set of numbers", Expect.Column("k").OneOf(1, 2), "SELECT 2::DOUBLE AS k", "SELECT 3 AS k", "column `k` is none of `1`, `2` in 1 of 1 row" },
        { "a set of texts for a number", Expect.Column("k").OneOf("1"), "SELECT '1' AS k", "SELECT 1 AS k", "column `k` is INTEGER, which is none of `1`" },
        { "a pattern", Expect.Column("id").Matches("[a-z]+-\\d+"), "SELECT unnest(['match-12', NULL]) AS id", "SELECT unnest(['match-12', 'a match-12']) AS id", "column `id` does not match `[a-z]+-\\d+` in 1 of 2 rows" },
        { "a complete column", Expect.Column("x").Complete(), "SELECT 'nan'::DOUBLE AS x", "SELECT unnest([1, NULL]) AS x", "column `x` is null in 1 of 2 rows" },
        { "a column that is nearly complete", Expect.Column("x").Complete(0.75), "SELECT unnest([1, 2, 3, NULL]) AS x", "SELECT unnest([1, 2, NULL]) AS x", "column `x` is null in 1 of 3 rows, and 75 % must be there" },
        { "finite numbers", Expect.Column("x").Finite(), "SELECT unnest([1e300, NULL]) AS x", "SELECT unnest(['-inf'::DOUBLE, 'nan', 1]) AS x", "column `x` is not finite in 2 of 3 rows" },
        { "a unique column", Expect.Column("x").Unique(), "SELECT unnest([1, 2, NULL, NULL]) AS x", "SELECT unnest([1, 2, 1, 1]) AS x", "column `x` is not unique: 3 of 4 rows share a value with another" },
        { "unique pairs", Expect.Unique("a", "b"), "SELECT unnest([1, 1, NULL, NULL]) AS a, unnest(['x', 'y', 'x', 'x']) AS b", "SELECT unnest([1, 1, 1]) AS a, unnest(['x', 'y', 'x']) AS b", "columns `a`, `b` together are not unique: 2 of 3 rows share them with another" },
        { "enough rows", Expect.Rows(atLeast: 2), "SELECT unnest([1, 2]) AS x", "SELECT 1 AS x", "there are 1 rows, not 2 or more" },
        { "not too many rows", Expect.Rows(1, 2), "SELECT unnest([1, 2]) AS x", "SELECT unnest([1, 2, 3]) AS x", "there are 3 rows, not 1 to 2" },
        { "a condition over rows", Expect.That("a < b -- strictly", "in order"), "SELECT 1 AS a, unnest([2, NULL]) AS b", "SELECT 1 AS a, unnest([1, 2]) AS b", "`a < b -- strictly` (in order) does not hold in 1 of 2 rows" },
        { "a condition over all", Expect.Overall("avg(goal) < 0.2"), "SELECT unnest([0, 0, 0, 0, 0, 1]) AS goal", "SELECT 1 AS goal", "`avg(goal) < 0.2` does not hold" },
        { "a foreign key", Expect.Column("player").References(Players, "id"), "SELECT unnest([7, 8, NULL]) AS player", "SELECT unnest([7, 9]) AS player", "column `player` is not in `id` of snapshot `players` in 1 of 2 rows" },
        { "a foreign key of two columns", Expect.Reference(["player", "team"], Players, ["id", "club"]), "SELECT 7 AS player, unnest(['a', NULL]) AS team", "SELECT 7 AS player, 'b' AS team", "columns `player`, `team` are not in `id`, `club` of snapshot `players` in 1 of 1 row" },
        { "a foreign key of another type", Expect.Column("player").References(Players, "club"), "SELECT 'a' AS player", "SELECT 7 AS player", "column `player` is INTEGER, but column `club` of snapshot `players`, where it is looked up, is VARCHAR" },
    };

    [Theory, MemberData(nameof(Expectations))]
    public void An_expectation_passes_what_holds_and_says_what_does_not(string why, Expectation expectation, string good, string bad, string says)
    {
        var contract = TableContract.Of(expectation);

        var error = Record.Exception(() => Checked(contract, bad)) as BuildException;

        Assert.True(Record.Exception(() => Checked(contract, good)) is null, why);
        Assert.Equal(says, error is { Details: [var first, ..] } ? first : error?.Message);
    }

    [Fact]
    public void A_table_without_rows_breaks_only_what_counts_them()
    {
        var contract = TableContract.Of(Expect.Column("x").Complete().Between(0, 1).Unique(), Expect.Rows(atLeast: 1));

        var error = Assert.Throws<BuildException>(() => Checked(contract, "SELECT 1 AS x WHERE false"));

        Assert.Equal("there are 0 rows, not 1 or more", Assert.Single(error.Details));
    }

    [Fact]
    public void A_closed_contract_refuses_columns_that_it_does_not_name() =>
        Assert.Equal(["column `y` is not expected"], Assert.Throws<BuildException>(() => Checked(TableContract.Of(Expect.Column("x")).Closed(), "SELECT 1 AS x, 2 AS y")).Details);

    [Fact]
    public void All_that_is_broken_is_told_at_once_with_the_first_ten_rows_of_each()
    {
        var contract = TableContract.Of(Expect.Column("x").Is(ColumnType.Double).Between(0, 105), Expect.Column("player").Complete(), Expect.Column("name").Matches("[a-z]*"), Expect.Column("goal"), Expect.Unique("match", "event"));
        const string Shots = """
            SELECT i // 100 AS match, i % 100 AS event, CASE WHEN i % 30 = 7 THEN i + 0.5 ELSE 50 END::DOUBLE AS x, CASE WHEN i = 250 THEN NULL ELSE i END AS player,
              CASE WHEN i = 3 THEN E'a name\nof two lines, that is much longer than forty letters' ELSE 'name' END AS name
            FROM range(500) t(i)
            """;

        var error = Assert.Throws<BuildException>(() => Checked(contract, Shots));

        Assert.Equal("it breaks 4 of 8 expectations", error.Message);
        Levain.Testing.Verified.Text(string.Join('\n', error.Details));
    }

    [Theory]
    [InlineData("x <", "the condition `x <` cannot be evaluated: syntax error")]
    [InlineData("y > 0", "the condition `y > 0` cannot be evaluated: referenced column \"y\" not found")]
    [InlineData("x > random()", "the condition `x > random()` cannot be evaluated: `random` gives something else each time")]
    [InlineData("x IN (SELECT 1 FROM read_csv('/etc/passwd'))", "the condition `x IN (SELECT 1 FROM read_csv('/etc/passwd'))` cannot be evaluated: `read_csv` reads what is none")]
    [InlineData("x::VARCHAR::DATE > DATE '2026-01-01'", "the condition `x::VARCHAR::DATE > DATE '2026-01-01'` cannot be evaluated: invalid date")]
    public void A_condition_that_is_no_sql_is_named(string condition, string says) =>
        Assert.StartsWith(says, Assert.Throws<BuildException>(() => Checked(TableContract.Of(Expect.Column("x").Complete(), Expect.That(condition)), "SELECT 1 AS x")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_pattern_that_is_none_is_named() =>
        Assert.StartsWith("the pattern `(` of column `x` cannot be evaluated: missing )", Assert.Throws<BuildException>(() => Checked(TableContract.Of(Expect.Column("x").Matches("(")), "SELECT 'a' AS x")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_pattern_with_many_ways_to_match_takes_no_longer_for_them()
    {
        var error = Assert.Throws<BuildException>(() => Checked(TableContract.Of(Expect.Column("x").Matches("(a*)*b")), "SELECT repeat('a', 100000) AS x"));

        Assert.EndsWith("in 1 of 1 row", error.Details[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_to_look_up_in_must_be_there() =>
        Assert.Equal("column `player` is to be looked up in snapshot `players`, which has no column `ids`", Assert.Throws<BuildException>(() => Checked(TableContract.Of(Expect.Column("player").References(Players, "ids")), "SELECT 7 AS player")).Message);

    private static void Checked(TableContract contract, string rows)
    {
        using var session = DuckSession.Open();
        session.AddTable(ContractCheck.Input, session.ReadTable(rows));
        new ContractCheck(session, contract, _ => ("players", () => session.AddTable("players", session.ReadTable("SELECT unnest([7, 8]) AS id, unnest(['a', 'b']) AS club")))).Run("it");
    }
}
