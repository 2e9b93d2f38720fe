using System.Diagnostics;
using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.Contracts;

public sealed class ContractCostTests(ITestOutputHelper output)
{
    [Fact]
    public void Ten_expectations_over_a_million_rows_take_about_a_pass()
    {
        using var session = DuckSession.Open();
        session.AddTable(ContractCheck.Input, session.ReadTable("SELECT i::INTEGER AS id, i // 100 AS match, (i * 0.7) % 105 AS x, (i * 0.3) % 68 AS y, CASE i % 3 WHEN 0 THEN 'goal' WHEN 1 THEN 'saved' ELSE 'off' END AS outcome, 'p-' || i % 500 AS player FROM range(1000000) t(i)", 1_000_000));
        var contract = TableContract.Of(
            Expect.Column("id").Complete(), Expect.Column("match").AtLeast(0), Expect.Column("x").Between(0, 105).Complete(), Expect.Column("y").Between(0, 68).Finite(),
            Expect.Column("outcome").OneOf("goal", "saved", "off").Complete(), Expect.Column("player").Complete(), Expect.That("x + y < 200"), Expect.Rows(atLeast: 1000));

        var pass = Timed(() => session.Count($"SELECT sum(hash(id) % 2 + hash(match) % 2 + hash(x) % 2 + hash(y) % 2 + hash(outcome) % 2 + hash(player) % 2)::BIGINT FROM {ContractCheck.InputSql}"));
        var check = Timed(() => new ContractCheck(session, contract, _ => throw new InvalidOperationException()).Run("it"));
        var unique = Timed(() => new ContractCheck(session, TableContract.Of(Expect.Unique("match", "id")), _ => throw new InvalidOperationException()).Run("it"));
        var pattern = Timed(() => new ContractCheck(session, TableContract.Of(Expect.Column("player").Matches("p-\\d+")), _ => throw new InvalidOperationException()).Run("it"));

        output.WriteLine(FormattableString.Invariant($"one pass {pass:0} ms, ten expectations {check:0} ms, a unique pair {unique:0} ms, a pattern {pattern:0} ms"));
        // Generous: what must not be is a pass for each expectation.
        Assert.True(check < 6 * pass + 200, FormattableString.Invariant($"{check} ms for ten expectations, {pass} ms for one pass"));
    }

    private static double Timed(Action act)
    {
        var started = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
