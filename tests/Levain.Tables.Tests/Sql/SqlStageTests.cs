using Levain.Building;
using Levain.Numerics;
using Levain.Scheduling;
using Levain.Tables.DuckDb;
using Levain.Testing;

namespace Levain.Tables.Tests;

public sealed class SqlStageTests : IDisposable
{
    private const string File = "models/test/query.sql";

    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_query_over_a_table_makes_a_table()
    {
        var table = await RunAsync("SELECT i % 3 AS rest, sum(i) AS total FROM numbers GROUP BY rest ORDER BY rest");

        Assert.Equal("rest INTEGER, total BIGINT", table.Schema.ToString());
        Assert.Equal([166833, 166167, 166500], table.Longs("total").Values.ToArray());
    }

    [Fact]
    public async Task The_same_query_gives_the_same_bytes_whatever_the_threads()
    {
        const string Query = "SELECT i % 100 AS k, sum(x) AS s, avg(x) AS m, string_agg(name, ',') AS names, exp(avg(x) / 1000) AS e FROM numbers GROUP BY k";
        var first = await BuildAsync(Query, new() { Jobs = 1 });
        using var other = new TestWorkspace();
        var second = await BuildAsync(Query, new() { Jobs = 4 }, other);

        Assert.Equal(Output(first), Output(second));
    }

    [Fact]
    public async Task A_total_order_gives_the_same_bytes_on_all_threads()
    {
        const string Query = "SELECT i, x * 2 AS twice FROM numbers WHERE i % 2 = 0";
        var first = await BuildAsync(Query, new() { Jobs = 1 }, order: ["i"], jobs: 1);
        using var other = new TestWorkspace();
        var second = await BuildAsync(Query, new() { Jobs = 4 }, other, order: ["i"], jobs: 4);

        Assert.Equal(Output(first), Output(second));
    }

    [Fact]
    public async Task An_order_that_does_not_tell_rows_apart_is_no_total_order() =>
        Assert.Equal("models/test/query.sql: its rows are not told apart by `k`: 10 of these stand more than once", await ErrorAsync("SELECT i % 10 AS k FROM numbers", order: ["k"]));

    [Fact]
    public async Task Elementary_functions_are_Levains_own()
    {
        var table = await RunAsync("SELECT x, exp(x / 1000) AS e, ln(x + 1) AS l, log(x + 1) AS l10, log(2, x + 1) AS l2, sin(x) AS s, cos(x) AS c, tan(x) AS t, atan(x) AS a, atan2(x, 2) AS a2, tanh(x) AS th, pow(x, 0.3) AS p, x ^ 0.3 AS p2, x ** 0.3 AS p3 FROM numbers ORDER BY i");

        for (var row = 0; row < table.RowCount; row++)
        {
            var x = table.Doubles("x")[row];
            (string, double)[] expected =
            [
                ("e", Elementary.Exp(x / 1000)), ("l", Elementary.Log(x + 1)), ("l10", Elementary.Log10(x + 1)), ("l2", Elementary.Log(x + 1) / Elementary.Log(2)), ("s", Elementary.Sin(x)), ("c", Elementary.Cos(x)), ("t", Elementary.Tan(x)),
                ("a", Elementary.Atan(x)), ("a2", Elementary.Atan2(x, 2)), ("th", Elementary.Tanh(x)), ("p", Elementary.Pow(x, 0.3)), ("p2", Elementary.Pow(x, 0.3)), ("p3", Elementary.Pow(x, 0.3)),
            ];
            Assert.All(expected, each => Assert.Equal(BitConverter.DoubleToInt64Bits(each.Item2), BitConverter.DoubleToInt64Bits(table.Doubles(each.Item1)[row])));
        }
    }

    [Theory]
    [InlineData("SELECT i FORM numbers", "1:15: syntax error at or near \"numbers\"")]
    [InlineData("SELECT i,\n  hights FROM numbers", "2:3: referenced column \"hights\" not found in FROM clause!")]
    [InlineData("SELECT 'é' AS a, no_such(i) FROM numbers", "1:18: scalar Function with name no_such does not exist!")]
    [InlineData("SELECT * FROM number", "1:15: `number` is none of the stage's inputs")]
    [InlineData("SELECT CAST(name AS INTEGER) AS n\nFROM numbers", "1:8: could not convert string 'row 0' to INT32 when casting from source column name")]
    [InlineData("SELECT\n  now() AS n FROM numbers", "2:3: `now` gives something else each time")]
    [InlineData("SELECT current_date AS d FROM numbers", "1:8: `current_date` gives something else each time")]
    [InlineData("SELECT i FROM numbers ORDER BY random()", "1:32: `random` gives something else each time")]
    [InlineData("SELECT list_aggregate([1.0], 'entropy') AS e FROM numbers", "1:8: `entropy` gives other bits on other processors")]
    [InlineData("SELECT acos(x) AS a FROM numbers", "1:8: `acos` gives other bits on other processors")]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')", "1:15: `read_csv` reads what is none of the stage's inputs")]
    [InlineData("SELECT * FROM '/etc/passwd'", "1:15: `/etc/passwd` is none of the stage's inputs")]
    [InlineData("SELECT * FROM duckdb_settings()", "1:15: `duckdb_settings` reads what is none of the stage's inputs")]
    [InlineData("SELECT * FROM information_schema.tables", "1:15: `information_schema.tables` is none of the stage's inputs")]
    [InlineData("SELECT * FROM numbers USING SAMPLE 10", "a sample gives other rows each time")]
    [InlineData("COPY numbers TO 'x.csv'", "1:1: this is no SELECT")]
    [InlineData("SELECT 1 AS a; SELECT 2 AS b", "there is more than one statement")]
    [InlineData("-- nothing", "there is no query")]
    [InlineData("SELECT i AS a, x AS a FROM numbers", "there are two columns `a`")]
    [InlineData("SELECT INTERVAL 1 DAY AS day FROM numbers", "column `day` is of type Interval, which no table holds")]
    [InlineData("SELECT sum(i) * 1e6::BIGINT * 10000000000 AS n FROM numbers", "type INT128 with value 4995000000000000000000 can't be cast because the value is out of range for the destination type INT64")]
    public async Task A_query_that_is_wrong_is_told_with_its_place(string query, string expected)
    {
        var error = await ErrorAsync(query);

        Assert.StartsWith("models/test/query.sql", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain(workspace.Root, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT i, sum(x) OVER (ORDER BY i) AS s FROM numbers", "a window over `sum` depends on the order of ties")]
    [InlineData("SELECT i, avg(x) AS m FROM numbers GROUP BY i", "`avg` may depend on the order of its rows")]
    [InlineData("SELECT i, sum(x) AS m FROM numbers GROUP BY i", "`sum` may depend on the order of its rows")]
    [InlineData("SELECT i FROM numbers LIMIT 5", "LIMIT takes other rows in another order")]
    public async Task What_depends_on_the_order_of_rows_does_not_go_with_a_total_order(string query, string expected) =>
        Assert.Contains(expected, await ErrorAsync(query, order: ["i"]), StringComparison.Ordinal);

    [Fact]
    public void Every_function_of_DuckDB_that_may_change_from_call_to_call_is_refused()
    {
        using var session = DuckSession.Open();
        var changing = session.ReadTable("SELECT DISTINCT function_name AS name FROM duckdb_functions() WHERE stability <> 'CONSISTENT' AND function_name <> 'error'");

        Assert.All(Enumerable.Range(0, changing.RowCount), row => Assert.NotNull(SqlRules.OfFunction(changing.Strings("name")[row]!)));
    }

    [Fact]
    public void Every_aggregate_of_DuckDB_is_known()
    {
        using var session = DuckSession.Open();
        var aggregates = session.ReadTable("SELECT DISTINCT function_name AS name FROM duckdb_functions() WHERE function_type = 'aggregate' AND function_name NOT IN ('cume_dist', 'dense_rank', 'fill', 'first_value', 'lag', 'last_value', 'lead', 'nth_value', 'ntile', 'percent_rank', 'rank', 'rank_dense', 'row_number')");

        Assert.All(Enumerable.Range(0, aggregates.RowCount), row => Assert.True(SqlAggregates.Contains(aggregates.Strings("name")[row]!), aggregates.Strings("name")[row]));
    }

    private async Task<Table> RunAsync(string query)
    {
        var content = Output(await BuildAsync(query, new() { Jobs = 2 }));
        return Table.Load(workspace.Workspace.Store.OpenArtifact(content));
    }

    private async Task<string> ErrorAsync(string query, IReadOnlyList<string>? order = null) =>
        (await BuildAsync(query, new() { Jobs = 2 }, order: order)).Outcomes.Single(outcome => outcome.Stage == "SqlStage").Error!.Message.Replace("stage `SqlStage` failed: ", "", StringComparison.Ordinal);

    private Task<ModelReport> BuildAsync(string query, BuildSettings settings, TestWorkspace? other = null, IReadOnlyList<string>? order = null, int jobs = 1)
    {
        var where = other ?? workspace;
        where.Settings = settings;
        where.Write(File, query);
        return where.BuildAsync(new Querying(order ?? [], jobs));
    }

    private static Content Output(ModelReport report) =>
        report.Outcomes.Single(outcome => outcome.Stage == "SqlStage") is { Error: null } outcome ? outcome.Output!.Value : throw report.Outcomes.First(each => each.Error is not null).Error!;

    private sealed record MakeNumbers : Stage<Table>
    {
        protected override Task<Table> RunAsync(StageContext context)
        {
            using var session = DuckSession.Open();
            return Task.FromResult(session.ReadTable("SELECT i::INTEGER AS i, i * 0.1::DOUBLE AS x, 'row ' || i AS name FROM range(1000) t(i) ORDER BY i"));
        }
    }

    private sealed class Querying(IReadOnlyList<string> order, int jobs) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) =>
        [
            new SqlStage { Query = Artifact.Workspace<SqlText>(File), Inputs = [SqlInput.Of("numbers", new MakeNumbers())], TotalOrder = order, Limits = new() { Jobs = jobs } },
        ];
    }
}
