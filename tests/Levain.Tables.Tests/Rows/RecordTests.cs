using FsCheck;
using FsCheck.Fluent;

namespace Levain.Tables.Tests.Rows;

public class RecordTests
{
    public readonly record struct Shot(double DistanceToGoal, bool IsGoal, string Player, long MatchId);

    public sealed record Everything
    {
        public bool Truth { get; init; }
        public required int Whole { get; init; }
        public long? Wide { get; init; }
        public float Narrow { get; init; }
        public double? Real { get; init; }
        public decimal Money { get; init; }
        public string? Text { get; init; }
        public DateOnly? Day { get; init; }
        public Timestamp Moment { get; init; }
        public DateTime Time { get; init; }
        public DateTimeOffset? At { get; init; }
        public string Computed => $"{Whole}";
    }

    public sealed record Strange(Uri Address);

    [Fact]
    public void Records_become_rows_and_rows_records()
    {
        Shot[] shots = [new(17.1, false, "ann", 1), new(9, true, "bob", 1L << 40)];
        var table = shots.ToTable();

        Assert.Equal("distance_to_goal DOUBLE, is_goal BOOLEAN, player VARCHAR, match_id BIGINT", table.Schema.ToString());
        Assert.Equal(shots, table.As<Shot>());
        Assert.Equal(shots[1], table.As<Shot>()[1]);
    }

    [Fact]
    public void Every_kind_of_property_comes_back()
    {
        Everything[] all =
        [
            new() { Whole = 1 },
            new()
            {
                Truth = true, Whole = int.MinValue, Wide = long.MaxValue, Narrow = 0.1f, Real = double.NaN, Money = 79228162514264337593543950335m, Text = "ä", Day = new(2024, 2, 29),
                Moment = new(-1), Time = new(2024, 2, 29, 12, 30, 0), At = new(2024, 2, 29, 12, 30, 0, TimeSpan.FromHours(2)),
            },
        ];
        var table = all.ToTable();

        Assert.Equal(all, table.As<Everything>());
        Assert.Equal(11, table.Columns.Count);
        Assert.Equal(ColumnType.TimestampTz, table["at"].Type);
    }

    [Fact]
    public void Any_rows_come_back() => Prop.ForAll(Sample.Some.ToArbitrary(), rows => Assert.Equal(rows, rows.ToTable().As<Sample>())).QuickCheckThrowOnFailure();

    [Fact]
    public void Numbers_widen_when_nothing_is_lost()
    {
        var table = new Table([TableColumn.Of("distance_to_goal", 17, 9), TableColumn.Of("is_goal", true, false), TableColumn.Of("player", "a", "b"), TableColumn.Of("match_id", 1, 2)]);
        Assert.Equal([new(17, true, "a", 1), new(9, false, "b", 2)], table.As<Shot>());
    }

    [Fact]
    public void Reading_rows_allocates_nothing()
    {
        var rows = Enumerable.Range(0, 10_000).Select(i => new Shot(i, i % 2 == 0, "ann", i)).ToTable().As<Shot>();
        _ = Sum(rows);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = Sum(rows);

        Assert.Equal(49_995_000, sum);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);

        static double Sum(RowView<Shot> shots)
        {
            var sum = 0.0;
            foreach (var shot in shots) sum += shot.DistanceToGoal;
            return sum;
        }
    }

    private static Table Good() => new[] { new Shot(17.1, false, "ann", 1), new Shot(9, true, "bob", 2) }.ToTable();

    public static TheoryData<string, Action, string, string> BadUses => new()
    {
        { "no column", () => Good().Rename("match_id", "matchid2").As<Shot>(), "there is no column for `Shot.MatchId`", "did you mean `matchid2`?" },
        { "another type", () => Good().With(TableColumn.Of("is_goal", 1, 0)).As<Shot>(), "column `is_goal` is INTEGER, which `Shot.IsGoal` cannot hold without loss", "give the property the column's type, or cast the column in SQL" },
        { "null where no value can be", () => Good().With(TableColumn.Of<double>("distance_to_goal", [1, null])).As<Shot>(), "column `distance_to_goal` is null in row 2, but `Shot.DistanceToGoal` cannot be", "let the property be null with `?`, or leave such rows out" },
        { "null where no text can be", () => Good().With(TableColumn.Of("player", null, "x")).As<Shot>(), "column `player` is null in row 1, but `Shot.Player` cannot be", "let the property be null with `?`, or leave such rows out" },
        { "two columns alike", () => Good().With(TableColumn.Of("MATCHID", 1L, 2L)).As<Shot>(), "both `match_id` and `MATCHID` could be `Shot.MatchId`", "rename one of the columns" },
        { "a property that is no column", () => new[] { new Strange(new("http://localhost")) }.ToTable(), "`Strange.Address` is `Uri`, which no column holds", "it may be bool, int, long, float, double, decimal, string, DateOnly, Timestamp, DateTime or DateTimeOffset" },
        { "no property at all", () => new[] { new object() }.ToTable(), "`Object` has no property that could be a column", "" },
    };

    [Theory, MemberData(nameof(BadUses), DisableDiscoveryEnumeration = true)]
    public void Bad_use_is_told_in_one_line(string use, Action act, string message, string hint)
    {
        var error = Assert.Throws<BuildException>(act);
        Assert.Equal((use, message, hint), (use, error.Message, error.Hint ?? ""));
    }
}
