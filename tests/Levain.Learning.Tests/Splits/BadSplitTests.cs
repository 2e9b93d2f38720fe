namespace Levain.Learning.Tests.Splits;

public sealed class BadSplitTests
{
    private static readonly Table Rows = new(
    [
        TableColumn.Of("player", "a", "a", "b", "b", "c"),
        TableColumn.Of("day", [.. Enumerable.Range(1, 5).Select(day => new DateOnly(2024, 1, day))]),
        TableColumn.Of<DateOnly>("seen", new DateOnly(2024, 1, 1), null, null, null, null),
        TableColumn.Of<Timestamp>("far", new Timestamp(0), new Timestamp(0), new Timestamp(0), new Timestamp(0), new Timestamp(long.MaxValue)),
        TableColumn.Of("week", 1, 2, 3, 4, 5),
    ]);

    public static TheoryData<string, TableSplit, string> Splits => new()
    {
        { "a misspelt group", new RandomSplit(0.8, 0.2) { Seed = 1, GroupBy = ["playr"] }, "there is no column `playr`" },
        { "a misspelt stratum", new KFold(2) { Seed = 1, StratifyBy = "playr" }, "there is no column `playr`" },
        { "a misspelt time", new TimeSplit("dy") { TestRows = 1 }, "there is no column `dy`" },
        { "groups and strata at once", new RandomSplit(0.8, 0.2) { Seed = 1, GroupBy = ["player"], StratifyBy = "week" }, "a split cannot keep the groups of `player` whole and have equal shares of `week` as well" },
        { "too few rows for a share", new RandomSplit(0.98, 0.01, 0.01) { Seed = 1 }, "the validation part is empty: `RandomSplit` puts none of 5 rows into it" },
        { "more folds than rows", new KFold(6) { Seed = 1 }, "5 rows cannot fill 6 folds" },
        { "more folds than groups", new KFold(4) { Seed = 1, GroupBy = ["player"] }, "3 groups of `player` cannot fill 4 folds" },
        { "a fold that is none", new KFold(2) { Seed = 1, Number = 3 }, "there is no fold 3 of 2" },
        { "neither rows nor a moment", new TimeSplit("day"), "a split by time needs one of `TestRows` and `TestFrom`" },
        { "rows and a moment", new TimeSplit("day") { TestRows = 1, TestFrom = new(2024, 1, 5) }, "a split by time needs one of `TestRows` and `TestFrom`" },
        { "two beginnings of validation", new TimeSplit("day") { TestRows = 1, ValidationRows = 1, ValidationFrom = new(2024, 1, 3) }, "a split by time takes one of `ValidationRows` and `ValidationFrom`, not both" },
        { "a moment without a column", new TimeSplit { TestFrom = new(2024, 1, 5) }, "a split by moments or with a gap needs to know the column of time" },
        { "a gap without a column", new TimeSplit { TestRows = 1, Gap = TimeSpan.FromDays(1) }, "a split by moments or with a gap needs to know the column of time" },
        { "a time that is missing", new TimeSplit("seen") { TestRows = 1 }, "column `seen` has no time in row 2" },
        { "a time of another world", new TimeSplit("far") { TestRows = 1 }, "column `far` holds a moment in row 5 that is not in the years 1 to 9999" },
        { "a number is no time", new TimeSplit("week") { TestRows = 1 }, "column `week` is INTEGER, not a date or time" },
        { "a test part behind all rows", new TimeSplit("day") { TestFrom = new(2025, 1, 1) }, "the test part is empty: `TimeSplit` puts none of 5 rows into it" },
        { "all rows are test rows", new TimeSplit("day") { TestRows = 5 }, "the training part is empty: `TimeSplit` puts none of 5 rows into it" },
        { "validation behind the test part", new TimeSplit("day") { TestRows = 2, ValidationFrom = new(2024, 1, 5) }, "the validation part is empty: `TimeSplit` puts none of 5 rows into it" },
        { "a gap longer than all time", new TimeSplit("day") { TestRows = 1, Gap = TimeSpan.MaxValue }, "the training part is empty: `TimeSplit` puts none of 5 rows into it" },
        { "too little history", Rolling(3) with { MinimumHistory = TimeSpan.FromDays(2) }, "column `day` has history for 2 of 3 cut-offs: it begins at 2024-01-01 00:00:00, and the newest cut-off is at 2024-01-04 00:00:00" },
        { "no history", Rolling(1) with { Horizon = TimeSpan.FromDays(10) }, "column `day` has history for 0 of 1 cut-offs: it begins at 2024-01-01 00:00:00, and the newest cut-off is at 2023-12-26 00:00:00" },
        { "steps beyond all time", Rolling(int.MaxValue) with { Step = TimeSpan.MaxValue }, "column `day` has history for 1 of 2147483647 cut-offs: it begins at 2024-01-01 00:00:00, and the newest cut-off is at 2024-01-04 00:00:00" },
        { "a cut-off behind all rows", Rolling(1) with { Newest = new(2025, 1, 1) }, "the test part is empty: `RollingOrigin` puts none of 5 rows into it" },
    };

    [Theory]
    [MemberData(nameof(Splits), DisableDiscoveryEnumeration = true)]
    public void A_table_that_cannot_be_split_so_is_refused(string why, TableSplit split, string message) =>
        Assert.Equal((why, message), (why, Assert.Throws<BuildException>(() => split.Divide(Rows)).Message));

    public static TheoryData<Func<object>, string> Options => new()
    {
        { () => new RandomSplit(0.6, 0.2, 0.3) { Seed = 1 }, "shares of 0.6, 0.2 and 0.3 do not make one whole" },
        { () => new RandomSplit(0, 1) { Seed = 1 }, "shares of 0, 0 and 1 do not make one whole" },
        { () => new RandomSplit(1, 0) { Seed = 1 }, "shares of 1, 0 and 0 do not make one whole" },
        { () => new RandomSplit(0.9, -0.1, 0.2) { Seed = 1 }, "shares of 0.9, -0.1 and 0.2 do not make one whole" },
        { () => new RandomSplit(0.8, double.NaN) { Seed = 1 }, "shares of 0.8, 0 and NaN do not make one whole" },
        { () => new KFold(1) { Seed = 1 }, "`Folds` is at least 2, not 1: with one fold nothing is left to train on" },
        { () => new KFold(2) { Seed = 1, Number = 0 }, "`Number` counts from 1 on, so it cannot be 0" },
        { () => new TimeSplit { TestRows = 0 }, "`TestRows` is at least 1, not 0" },
        { () => new TimeSplit { Gap = TimeSpan.FromDays(-1) }, "a gap of -1.00:00:00 would let parts overlap" },
        { () => new TimeSplit("day") { TestFrom = DateTime.SpecifyKind(new(2024, 1, 1), DateTimeKind.Local) }, "`TestFrom` is in local time, which differs between machines" },
        { () => Rolling(0), "`CutOffs` is at least 1, not 0" },
        { () => Rolling(1) with { Horizon = TimeSpan.Zero }, "`Horizon` is above zero, not 00:00:00" },
        { () => Rolling(1) with { MinimumHistory = TimeSpan.FromDays(-1) }, "`MinimumHistory` cannot be -1.00:00:00" },
    };

    [Theory]
    [MemberData(nameof(Options), DisableDiscoveryEnumeration = true)]
    public void An_option_is_refused_where_it_is_set(Func<object> make, string message) => Assert.Equal(message, Assert.Throws<BuildException>(make).Message);

    [Fact]
    public void A_misspelt_column_has_the_nearest_name_as_its_hint() =>
        Assert.Equal("did you mean `player`?", Assert.Throws<BuildException>(() => new KFold(2) { Seed = 1, GroupBy = ["playr"] }.Divide(Rows)).Hint);

    [Fact]
    public void Too_many_cut_offs_are_told_how_many_there_can_be() =>
        Assert.Equal("ask for at most 4, or for a shorter step or less history", Assert.Throws<BuildException>(() => Rolling(9).Divide(Rows)).Hint);

    [Fact]
    public void No_rows_cannot_be_split() =>
        Assert.Equal("there are no rows to split", Assert.Throws<BuildException>(() => new KFold(2) { Seed = 1 }.Divide(Rows[..0])).Message);

    [Fact]
    public void A_part_that_a_split_does_not_make_is_told_when_the_pipeline_is_composed()
    {
        var stage = new SplitTable { Rows = Artifact.Snapshot<Table>("shots"), Split = new RandomSplit(0.8, 0.2) { Seed = 1 } };

        Assert.Equal("the split makes no validation part", Assert.Throws<BuildException>(() => stage.Validation).Message);
    }

    private static RollingOrigin Rolling(int cutOffs) => new("day", cutOffs) { Horizon = TimeSpan.FromDays(1), Step = TimeSpan.FromDays(1) };
}
