using System.Text.Json;

namespace Levain.Learning.Tests.Reports;

public sealed class SliceTests
{
    [Fact]
    public async Task Every_row_is_in_one_slice_and_a_missing_value_is_not_an_empty_one()
    {
        var evaluation = await Evaluated.Of(new Judging());

        using var json = JsonDocument.Parse(evaluation.Metrics);
        var slices = json.RootElement.GetProperty("slices").GetProperty("team").EnumerateArray().ToArray();
        var teams = MakeShots.Of(seed: 3, rows: 400).Strings("team");
        var counted = Enumerable.Range(0, 400).GroupBy(row => teams[row] ?? "(none)").ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(counted, slices.ToDictionary(slice => slice.GetProperty("value").GetString() ?? "(none)", slice => slice.GetProperty("rows").GetInt32()));
        Assert.Contains("", counted.Keys);
        Assert.Contains("(none)", counted.Keys);
    }

    [Fact]
    public async Task A_slice_is_measured_as_its_rows_alone_are()
    {
        var evaluation = await Evaluated.Of(new Judging());

        var teams = MakeShots.Of(seed: 3, rows: 400).Strings("team");
        var rovers = evaluation.Predictions.Where(row => teams[row] == "Rovers");
        using var json = JsonDocument.Parse(evaluation.Metrics);
        var slice = json.RootElement.GetProperty("slices").GetProperty("team").EnumerateArray().Single(slice => slice.GetProperty("value").GetString() == "Rovers");
        Assert.Equal(Metric.Auc.Of(rovers.Floats("prediction").Values, rovers.Floats("label").Values, []), slice.GetProperty("metrics").GetProperty("auc").GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task The_worst_slice_comes_first()
    {
        var card = (await Evaluated.Of(new Judging())).Card;

        var section = card[card.IndexOf("## Worst by `team`", StringComparison.Ordinal)..];
        var values = section.Split('\n').Skip(4).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[^3].Trim()).ToArray();
        Assert.Equal(5, values.Length);
        Assert.Equal(values.Order(StringComparer.Ordinal), values);
    }

    [Fact]
    public async Task Rare_values_beyond_those_that_are_looked_at_are_counted()
    {
        var page = (await Evaluated.Of(new Judging { Slices = ["distance"] })).Page;

        Assert.Contains("360 rarer values not shown", page, StringComparison.Ordinal);
    }
}
