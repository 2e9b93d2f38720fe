namespace Levain.Registry.Tests.Tracking;

/// <summary>Runs side by side.</summary>
public sealed class RunComparisonTests
{
    [Fact]
    public void What_differs_comes_first_and_within_it_parameters_before_metrics_and_tags()
    {
        var left = Samples.Run() with { Parameters = [new("rate", "0.1"), new("depth", "6")], Metrics = [RunMetric.Once("auc", 0.7, Samples.Noon), RunMetric.Once("rows", 5, Samples.Noon)], Tags = [new("team", "a")] };
        var right = left with { Parameters = [new("rate", "0.1"), new("depth", "7")], Metrics = [RunMetric.Once("rows", 5, Samples.Noon), RunMetric.Once("auc", 0.75, Samples.Noon)], Tags = [new("team", "b")] };

        var comparison = RunComparison.Of(left, right);

        Assert.Equal(["depth", "auc", "team", "rate", "rows"], comparison.Rows.Select(row => row.Name));
        Assert.Equal(["6", "7"], comparison.Rows[0].Values);
        Assert.Equal(0.05, comparison.Rows[1].Change!.Value, 12);
        Assert.Equal([true, true, true, false, false], comparison.Rows.Select(row => row.Differs));
    }

    [Fact]
    public void What_one_run_lacks_differs()
    {
        var comparison = RunComparison.Of(Samples.Run(), Samples.Run() with { Parameters = [new("depth", "6")], Metrics = [RunMetric.Once("auc", 0.7, Samples.Noon)] }, Samples.Run());

        Assert.Equal([null, "6", null], comparison.Rows.Single(row => row.Name == "depth").Values);
        Assert.Null(comparison.Rows.Single(row => row.Name == "auc").Change);
        Assert.All(comparison.Rows, row => Assert.True(row.Differs));
    }

    [Fact]
    public void A_metric_counts_by_its_last_step_and_is_a_curve_where_it_has_more()
    {
        var run = Samples.Run() with { Metrics = [new("loss", [new(0.9, Samples.Noon, 1), new(0.3, Samples.Noon, 3), new(0.5, Samples.Noon, 2)]), RunMetric.Once("auc", 0.7, Samples.Noon)] };

        var comparison = RunComparison.Of(run, Samples.Run());

        Assert.Equal(0.3, comparison.Rows.Single(row => row.Name == "loss").Numbers[0]);
        var curve = Assert.Single(comparison.Curves);
        Assert.Equal(("loss", 3, 0), (curve.Name, curve.Points[0].Count, curve.Points[1].Count));
    }

    [Fact]
    public void Data_commits_and_outputs_are_compared_too()
    {
        var left = Samples.Full();
        var right = left with { Datasets = [left.Datasets[0] with { Digest = Digest.Of("other shots") }], Lineage = left.Lineage with { IsDirty = false } };

        var differing = RunComparison.Of(left, right).Rows.Where(row => row.Differs).Select(row => (row.Kind, row.Name, row.Values[0]));

        Assert.Equal([(ComparedKind.Tag, "commit", "0a1b2c and changes"), (ComparedKind.Dataset, "shots", Digest.Of("shots").ToString())], differing);
    }

    [Fact]
    public void NaN_is_the_same_as_NaN() => Assert.False(RunComparison.Of(Samples.Full(), Samples.Full()).Rows.Single(row => row.Name == "loss").Differs);

    [Fact]
    public void One_run_alone_cannot_be_compared() => Assert.Equal("1 run cannot be compared", Assert.Throws<BuildException>(() => RunComparison.Of(Samples.Run())).Message);
}
