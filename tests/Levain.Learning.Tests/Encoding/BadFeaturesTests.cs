using Levain.Learning.Encoders;

namespace Levain.Learning.Tests.Encoders;

public sealed class BadFeaturesTests
{
    private static readonly Table Shots = new(
    [
        TableColumn.Of<double>("distance", 1.5, 2.25, null),
        TableColumn.Of("zone", "Mid", "Corner", null),
        TableColumn.Of<double>("empty", null, null, null),
        TableColumn.Of<double>("endless", 1, double.PositiveInfinity, 3),
        TableColumn.Of<double>("huge", 1e300, -1e300, 0),
        TableColumn.Of("day", new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 2), new DateOnly(2024, 1, 3)),
        TableColumn.Of("number", 20240230, 1, 2),
        TableColumn.Of<Timestamp>("far", new Timestamp(long.MaxValue), default, default),
    ]);

    public static TheoryData<string, FeaturePipeline, string> Pipelines => new()
    {
        { "nothing to encode", new(), "the feature pipeline has no encoders" },
        { "a misspelt column", new(new NumberEncoder("distanc")), "there is no column `distanc`" },
        { "a misspelt order", new(new LagEncoder("distance") { OrderBy = ["dy"] }), "there is no column `dy`" },
        { "text is no number", new(new ScaleEncoder("zone")), "column `zone` is VARCHAR, not a number" },
        { "a date is no number", new(new NumberEncoder("day")), "column `day` is DATE, not a number" },
        { "a date is no category", new(new OneHotEncoder("day")), "column `day` is DATE, not a number" },
        { "a double has no year", new(new NumberEncoder(Input.Date("distance", DatePart.Year))), "column `distance` is DOUBLE, which has no Year" },
        { "numbers have no labels", new(new LabelsEncoder("distance")), "column `distance` is DOUBLE, not text" },
        { "text has no ranges", new(new OneHotEncoder(new Input("zone") { Buckets = [new(1, 2, 3)] })), "column `zone` is VARCHAR, which has no ranges of numbers" },
        { "one name twice", new(new NumberEncoder("distance"), new ScaleEncoder("distance")), "two features of column `distance` would be named `distance`" },
        { "one name for two columns", new(new NumberEncoder("distance", "empty") { Name = "x" }), "a feature of column `distance` and one of column `empty` would both be named `x`" },
        { "names that only meet once values are known", new(new NumberEncoder("distance") { Name = "Mid" }, new OneHotEncoder("zone") { Name = "{value}" }), "a feature of column `distance` and one of column `zone` would both be named `Mid`" },
        { "a name of nothing", new(new NumberEncoder("distance") { Name = "" }), "a feature of column `distance` would have no name" },
        { "nothing to scale by", new(new ScaleEncoder("empty")), "column `empty` has no values in the training rows" },
        { "no values at all", new(new OneHotEncoder("empty")), "column `empty` has no values in the training rows" },
        { "infinity", new(new ScaleEncoder("endless")), "column `endless` holds infinity in row 2" },
        { "a deviation beyond all doubles", new(new ScaleEncoder("huge")), "the values of column `huge` are too far apart, or too close together, to be scaled" },
        { "too many values", new(new OneHotEncoder("zone") { MostValues = 1 }), "column `zone` has 2 different values, more than 1" },
        { "too many labels", new(new LabelsEncoder("zone") { MostValues = 1 }), "column `zone` has 2 different values, more than 1" },
        { "given values twice", new(new OneHotEncoder("zone") { Values = ["Mid", "Mid"] }), "the values of column `zone` name `Mid` twice" },
        { "given values that are none", new(new OneHotEncoder("zone") { Values = [] }), "column `zone` is given no values" },
        { "a text among numbers", new(new OneHotEncoder("distance") { Values = ["far"] }), "column `distance` is DOUBLE, so `far` is none of its values" },
        { "a missing value that cannot be one", new(new OneHotEncoder("distance") { MissingAs = "none" }), "column `distance` is DOUBLE, so `none` is none of its values" },
        { "a required value is missing", new(new ScaleEncoder(new Input("distance") { IsRequired = true })), "column `distance` has no value in row 3, but is required" },
        { "a required category is missing", new(new OneHotEncoder(new Input("zone") { IsRequired = true })), "column `zone` has no value in row 3, but is required" },
        { "more lags than features", new(new LagEncoder("distance", "empty", "endless", "huge", "number", "number", "number") { Rows = 10_000 }), "10000 rows back of 7 columns are more than 65536 features" },
    };

    [Theory]
    [MemberData(nameof(Pipelines), DisableDiscoveryEnumeration = true)]
    public void A_pipeline_that_cannot_be_fitted_is_refused(string why, FeaturePipeline pipeline, string message) =>
        Assert.Equal((why, message), (why, Assert.Throws<BuildException>(() => pipeline.Fit(Shots, threads: 2)).Message));

    [Fact]
    public void A_misspelt_column_has_the_nearest_name_as_its_hint() =>
        Assert.Equal("did you mean `distance`?", Assert.Throws<BuildException>(() => Shots.Fit(new NumberEncoder("distanc"))).Hint);

    [Fact]
    public void Nothing_is_learned_from_no_rows() =>
        Assert.Equal("there are no training rows to fit features on", Assert.Throws<BuildException>(() => Shots[..0].Fit(new NumberEncoder("distance"))).Message);

    public static TheoryData<Func<object>, string> Options => new()
    {
        { () => new OneHotEncoder("zone") { Name = "{colum}" }, "the name `{colum}` has a place `{colum}`, which nothing fills" },
        { () => new OneHotEncoder("zone") { Name = "zone" }, "the name `zone` would be that of several features" },
        { () => new NumberEncoder("zone") { Name = "{column" }, "the name `{column` has a `{` without a `}`" },
        { () => new NumberEncoder(), "a `NumberEncoder` reads no columns" },
        { () => new NumberEncoder("x") { Fill = double.NaN }, "a missing value cannot be filled with NaN" },
        { () => new CategoryEncoder("x") { Unknown = UnknownValue.Zero }, "an unknown category cannot count as 0, which is the number of a known one" },
        { () => new LabelsEncoder("x") { Unknown = UnknownValue.Missing }, "an unknown label cannot make all labels of its row missing" },
        { () => new LabelsEncoder("x") { Separators = "·" }, "`·` are no separators of labels" },
        { () => new LagEncoder("x") { Rows = 0 }, "`Rows` is from 1 to 10000, not 0" },
        { () => new OneHotEncoder("x") { MostValues = 0 }, "`MostValues` is from 1 to 65536, not 0" },
    };

    [Theory]
    [MemberData(nameof(Options), DisableDiscoveryEnumeration = true)]
    public void An_option_is_refused_where_it_is_set(Func<object> make, string message) => Assert.Equal(message, Assert.Throws<BuildException>(make).Message);

    [Fact]
    public void A_tree_splits_at_most_256_categories()
    {
        var table = new Table([TableColumn.Of("id", [.. Enumerable.Range(0, 257)])]);

        Assert.Equal("column `id` has 257 different values, more than 256", Assert.Throws<BuildException>(() => table.Fit(new CategoryEncoder("id"))).Message);
        Assert.Equal(255, table[..256].Fit(new CategoryEncoder("id")).Encode(table[..256]).Row(255)[0]);
    }

    [Fact]
    public void A_list_is_no_field_of_a_row()
    {
        var lists = new ListColumnBuilder(new Field("tags", ColumnType.List(ColumnType.Int64)));
        lists.AppendNull();

        Assert.Equal("column `tags` is BIGINT[], of which no feature can be made", Assert.Throws<BuildException>(() => new Table([lists.Build()]).Fit(new NumberEncoder("tags"))).Message);
    }

    [Fact]
    public void A_required_value_is_required_of_single_rows_too()
    {
        var features = Shots[..2].Fit(new ScaleEncoder(new Input("distance") { IsRequired = true }), new OneHotEncoder(new Input("zone") { IsRequired = true }));

        Assert.Equal("column `distance` has no value, but is required", Assert.Throws<BuildException>(() => features.Row("""{"distance": null, "zone": "Mid"}""")).Message);
        Assert.Equal("column `zone` has no value, but is required", Assert.Throws<BuildException>(() => features.Row("""{"distance": 1, "zone": null}""")).Message);
    }

    [Fact]
    public void A_text_as_long_as_a_page_is_no_category()
    {
        var table = new Table([TableColumn.Of("x", new string('x', Limits.LongestText + 1))]);

        Assert.Equal("a value of column `x` is 16385 bytes long, more than 16384", Assert.Throws<BuildException>(() => table.Fit(new OneHotEncoder("x"))).Message);
    }

    [Theory]
    [InlineData("number", "column `number` holds 20240230 in row 1, which is no date")]
    [InlineData("zone", "column `zone` holds `Mid` in row 1, which is no date")]
    [InlineData("far", "column `far` holds a moment in row 1 that is not in the years 1 to 9999")]
    public void What_is_no_date_is_named_with_its_row(string column, string message) =>
        Assert.Equal(message, Assert.Throws<BuildException>(() => Shots.Fit(new NumberEncoder(Input.Date(column, DatePart.Year))).Encode(Shots)).Message);

    [Fact]
    public void What_single_precision_cannot_hold_is_refused()
    {
        var features = Shots.Fit(new NumberEncoder("huge"));

        Assert.Equal("column `huge` holds 1E+300 in row 1, which is beyond single precision", Assert.Throws<BuildException>(() => features.Encode(Shots)).Message);
        Assert.Equal("column `huge` holds -1E+300, which is beyond single precision", Assert.Throws<BuildException>(() => features.Row("""{"huge": -1e300}""")).Message);
    }

    [Fact]
    public void A_table_without_a_column_or_with_another_type_is_refused()
    {
        var features = Shots.Fit(new NumberEncoder("distance"), new OneHotEncoder("zone"));

        var missing = Assert.Throws<BuildException>(() => features.Encode(Shots.Rename("zone", "Zone")));
        Assert.Equal(("the table has no column `zone`, which features are made of", "did you mean `Zone`?"), (missing.Message, missing.Hint));
        var wrong = Assert.Throws<BuildException>(() => features.Encode(Shots.With("zone", row => row)));
        Assert.Equal("column `zone` is INTEGER, but was VARCHAR in the training rows", wrong.Message);
    }
}
