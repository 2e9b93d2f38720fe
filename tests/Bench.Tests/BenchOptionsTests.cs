namespace Levain.Bench.Tests;

public sealed class BenchOptionsTests
{
    [Theory]
    [InlineData("a picture is of trees alone", "--suite", "tables", "--plot", "x.svg")]
    [InlineData("so is the choice of a data set", "--suite", "store", "--only", "dense")]
    [InlineData("the suite of learners has no data sets of trees", "--suite", "learning", "--only", "dense")]
    [InlineData("nor a picture", "--suite", "learning", "--plot", "x.svg")]
    [InlineData("a data set that is not there would measure nothing", "--suite", "trees", "--only", "dens")]
    [InlineData("no part can be larger than the whole", "--suite", "trees", "--scale", "2")]
    [InlineData("a switch wants its value", "--suite", "trees", "--plot")]
    [InlineData("there is no such suite", "--suite", "forests")]
    public void What_would_be_passed_over_in_silence_is_refused(string why, params string[] arguments)
    {
        var error = Assert.Throws<UsageException>(() => BenchOptions.Parse(arguments));

        Assert.True(error.Hint is { Length: > 0 }, why);
    }

    [Fact]
    public void The_suite_of_trees_takes_rounds_scale_a_data_set_and_a_picture()
    {
        var options = BenchOptions.Parse(["--suite", "trees", "--rounds", "2", "--scale", "0.5", "--only", "dense", "--plot", "/x.svg", "--json"]);

        Assert.Equal((2, 0.5, "dense", "/x.svg", true), (options.Rounds, options.Scale, options.Only, options.Plot, options.Json));
    }

    [Fact]
    public void The_suite_of_learners_takes_rounds_scale_and_one_learner()
    {
        var options = BenchOptions.Parse(["--suite", "learning", "--rounds", "1", "--scale", "0.01", "--only", "auc"]);

        Assert.Equal((1, 0.01, "auc"), (options.Rounds, options.Scale, options.Only));
    }
}
