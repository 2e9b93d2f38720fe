using Levain.Building;
using Levain.Host.Output;
using Levain.Locks;
using Levain.Tables;
using Levain.Tables.Statistics;
using Levain.Testing;

namespace Levain.Host.Tests.Output;

/// <summary>What Describe and Lock print of tables.</summary>
public sealed class DescriptionTests
{
    private static readonly DescribedTable Shots = new("shots", Digest.Of("shots"), TableStatistics.Of(Rows()), ".levain/reports/describe/shots", LeftOut: 1);

    private static readonly (SnapshotChange, TableChange?) Change = (
        new SnapshotChange(Pinned("before", 5900), Pinned("now", 6000), ["changed 1.csv: 10 to 20 bytes"]),
        new TableChange
        {
            Rows = 6000, RowsBefore = 5900, Added = 350, Removed = 250,
            Columns = ["column `age\e[31m` is new: INTEGER"],
            Drift = [new("x", 0.26, 0.1), new("y", 0.03, 0.1)],
        });

    [Fact]
    public void A_table() => Verified.Text(DescriptionText.Of(Shots, Terminal.None));

    [Fact]
    public void A_table_on_a_terminal_has_small_histograms_and_no_line_that_is_too_long() => Verified.Text(DescriptionText.Of(Shots, Terminal.None with { IsTerminal = true, Width = 100 }));

    [Fact]
    public void A_table_for_machines() => Verified.Text(JsonOutput.Describe([Shots]));

    [Fact]
    public void A_lock_with_rows_columns_and_drift() => Verified.Text(string.Concat(TableChangeText.Of(Change.Item1, Change.Item2), TableChangeText.Of(Change.Item1 with { Before = null, Files = [] }, new TableChange { Rows = 1 }), TableChangeText.Of(Change.Item1 with { Files = [] }, null)));

    [Fact]
    public void A_lock_for_machines() => Verified.Text(JsonOutput.Lock([Change, (Change.Item1, null)], written: true));

    private static Table Rows()
    {
        var (x, team, day, goal) = (new ValueColumnBuilder<double>("x"), new StringColumnBuilder("team ‹ωψ›"), new ValueColumnBuilder<DateOnly>("day"), new ValueColumnBuilder<bool>("goal"));
        for (var i = 0; i < 1000; i++)
        {
            x.Append(i % 10 == 0 ? null : (double?)(i * i / 1000.0));
            team.Append(i % 3 == 0 ? "Arsenal" : "東京\e[2J");
            day.Append(new DateOnly(2024, 1, 1).AddDays(i % 7));
            goal.Append(i % 4 == 0);
        }

        return new([x.Build(), team.Build(), day.Build(), goal.Build()]);
    }

    private static Snapshot Pinned(string content, long rows) => new()
    {
        Name = "shots", Profile = "public", Source = "data/shots", Content = new(Digest.Of(content), IsTree: false), Size = rows * 10, Files = 1,
        Rows = rows, Taken = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), From = "data/shots",
    };
}
