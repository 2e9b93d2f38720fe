using System.Text;
using Levain.Tables.Statistics;

namespace Levain.Host.Tests;

/// <summary>Describe and the tables of Lock through the real host.</summary>
[Collection(nameof(BuiltWorkspace))]
public sealed class DescribeTests(BuiltWorkspace workspace)
{
    [Fact]
    public void A_snapshot_is_pinned_with_its_rows_compared_and_described()
    {
        using var restored = workspace.With("data.lock.json", workspace.Read("data.lock.json"));
        workspace.Write("sources/shots.csv", "x,team\n1.5,A\n2.5,B\n");
        workspace.Run("--target", "Lock", "--profile", "public", "--snapshot", "shots", "--source", "sources/shots.csv", "--yes");
        workspace.Write("sources/shots.csv", "x,team\n1.5,A\n9.5,C\n7.5,\n");

        var shown = workspace.Run("--target", "Lock", "--profile", "public", "--snapshot", "shots", "--dryrun");
        var described = workspace.Run("--target", "Describe", "--snapshot", "shots");

        Assert.Contains("3 rows, 2 before: 2 added, 1 removed", shown.Output, StringComparison.Ordinal);
        Assert.Contains("\"rows\": 2", workspace.Read("data.lock.json"), StringComparison.Ordinal);
        Assert.StartsWith("shots: 2 rows, 2 columns\n", described.Output, StringComparison.Ordinal);
        Assert.Equal(2, StatisticsReader.Parse(Encoding.UTF8.GetBytes(workspace.Read(".levain/reports/describe/shots/statistics.json")), "statistics.json").Rows);
        Assert.Equal(["x", "team"], ConstraintsJson.Parse(Encoding.UTF8.GetBytes(workspace.Read(".levain/reports/describe/shots/constraints.json")), "constraints.json").Columns.Select(column => column.Name));
        Assert.StartsWith("<!doctype html>", workspace.Read(".levain/reports/describe/shots/index.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new string[0], "nothing is named that could be described")]
    [InlineData(new[] { "--snapshot", "shotz" }, "there is no snapshot `shotz` in data.lock.json")]
    [InlineData(new[] { "--model", "tea", "--stage", "Nothing" }, "there is no stage `Nothing`")]
    public void What_cannot_be_described_is_told_in_a_sentence(string[] arguments, string why)
    {
        var run = workspace.Run(["--target", "Describe", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(why, run.Errors, StringComparison.Ordinal);
    }
}
