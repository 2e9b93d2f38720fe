namespace Levain.Learning.Tests.Encoders;

public sealed class EncoderTests
{
    private static readonly Table Shots = new(
    [
        TableColumn.Of<double>("distance", 1.5, 2.25, null, 4000, 10.125),
        TableColumn.Of<int>("period", 1, 2, 2, null, 10),
        TableColumn.Of<bool>("home", true, false, null, true, false),
        TableColumn.Of("zone", "Mid", "Corner", null, "Mid", "Éloigné"),
        TableColumn.Of("media", "ESPN+| NHLN", "TNT,ESPN+", null, " , ", "TNT"),
    ]);

    [Fact]
    public void Numbers_stay_as_they_are_and_truths_become_0_and_1()
    {
        var features = Shots.Fit(new NumberEncoder("distance", "period", "home"));

        Assert.Equal([new("distance"), new("period", FeatureKind.Whole), new("home", FeatureKind.Indicator)], features.Features);
        var matrix = features.Encode(Shots);
        Assert.Equal([1.5f, 2.25f, float.NaN, 4000, 10.125f], matrix.Column("distance"));
        Assert.Equal([1f, 2, 2, float.NaN, 10], matrix.Column("period"));
        Assert.Equal([1f, 0, float.NaN, 1, 0], matrix.Column("home"));
    }

    [Fact]
    public void A_missing_number_may_be_filled()
    {
        var features = Shots.Fit(new NumberEncoder("distance", "period") { Fill = -0.5 });

        Assert.Equal([1f, 2, 2, -0.5f, 10], features.Encode(Shots).Column("period"));
        // A half is no whole number any more.
        Assert.Equal(FeatureKind.Number, features.Features[1].Kind);
    }

    [Fact]
    public void A_scale_is_the_one_of_scikit_learn()
    {
        var table = new Table([TableColumn.Of("x", 1.5, 2.25, -3, 4e3, 10.125)]);

        // What StandardScaler().fit_transform gives for them.
        Assert.Equal([-0.5007604956626892f, -0.5002914071083069f, -0.5035749077796936f, 1.9999929666519165f, -0.4953662157058716f], table.Fit(new ScaleEncoder("x")).Encode(table).Column("x"));
    }

    [Fact]
    public void A_missing_number_counts_for_no_scale()
    {
        var table = new Table([TableColumn.Of<double>("x", 1, null, 3, double.NaN)]);

        Assert.Equal([-1f, float.NaN, 1, float.NaN], table.Fit(new ScaleEncoder("x")).Encode(table).Column("x"));
        Assert.Equal([-1.4142135f, 0, 1.4142135f, 0], table.Fit(new ScaleEncoder("x") { Fill = 2 }).Encode(table).Column("x"));
    }

    // The same numbers a half apart: sums of whole numbers take another path than those of fractions.
    [Theory]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData(1L << 40)]
    public void Whole_numbers_and_fractions_have_the_same_scale(long shift)
    {
        var numbers = Enumerable.Range(0, 3000).Select(i => (double)(shift + (i * 7919 % 1009))).ToArray();
        var table = new Table([TableColumn.Of<double>("whole", numbers), TableColumn.Of<double>("half", [.. numbers.Select(number => number + 0.5)])]);

        var matrix = table.Fit(new ScaleEncoder("whole", "half")).Encode(table);

        Assert.Equal(matrix.Column("whole").Select(value => MathF.Round(value, 6)), matrix.Column("half").Select(value => MathF.Round(value, 6)));
        Assert.Equal(1, matrix.Column("whole").Average(value => (double)value * value), 1e-6);
    }

    [Fact]
    public void A_constant_column_has_the_unit_1()
    {
        var features = new Table([TableColumn.Of("x", 0.1, 0.1, 0.1)]).Fit(new ScaleEncoder("x"));

        Assert.Equal([0f], features.Row("""{"x": 0.1}"""));
        Assert.Equal([0.25f], features.Row("""{"x": 0.35}"""));
    }

    [Fact]
    public void Values_become_indicators_by_code_point()
    {
        var features = Shots.Fit(new OneHotEncoder("zone"));

        Assert.Equal(["zone_Corner", "zone_Mid", "zone_Éloigné"], features.Names());
        Assert.All(features.Features, feature => Assert.Equal(FeatureKind.Indicator, feature.Kind));
        var matrix = features.Encode(Shots);
        Assert.Equal([0f, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1], Enumerable.Range(0, 5).SelectMany(matrix.Row));
    }

    [Fact]
    public void Numbers_become_indicators_by_size()
    {
        var features = Shots.Fit(new OneHotEncoder("period"));

        Assert.Equal(["period_1", "period_2", "period_10"], features.Names());
        // Equal numbers are one value, however they are written.
        Assert.Equal([0f, 1, 0], features.Row("""{"period": 2.0}"""));
        Assert.Equal([0f, 0, 1], features.Row("""{"period": 1e1}"""));
    }

    [Fact]
    public void Whole_numbers_that_a_double_would_round_stay_apart()
    {
        var features = new Table([TableColumn.Of("id", 9007199254740992L, 9007199254740993L)]).Fit(new OneHotEncoder("id"));

        Assert.Equal(["id_9007199254740992", "id_9007199254740993"], features.Names());
        Assert.Equal([0f, 1], features.Row("""{"id": 9007199254740993}"""));
    }

    [Theory]
    [InlineData(UnknownValue.Zero, 0f)]
    [InlineData(UnknownValue.Missing, float.NaN)]
    public void An_unknown_value_has_no_indicator_or_is_missing(UnknownValue unknown, float expected) =>
        Assert.Equal([expected, expected, expected], Shots.Fit(new OneHotEncoder("zone") { Unknown = unknown }).Row("""{"zone": "Backcourt"}"""));

    [Fact]
    public void An_unknown_value_may_be_refused()
    {
        var features = Shots.Fit(new OneHotEncoder("zone") { Unknown = UnknownValue.Refuse });

        Assert.Equal("column `zone` holds `Backcourt`, which no training row had", Assert.Throws<BuildException>(() => features.Row("""{"zone": "Backcourt"}""")).Message);
        var table = new Table([TableColumn.Of("zone", "Mid", "Backcourt")]);
        Assert.Equal("column `zone` holds `Backcourt` in row 2, which no training row had", Assert.Throws<BuildException>(() => features.Encode(table)).Message);
        Assert.Equal([0f, 0, 0], features.Row("""{"zone": null}"""));
    }

    [Fact]
    public void Given_values_keep_their_order()
    {
        var features = Shots.Fit(new OneHotEncoder("zone") { Values = ["Paint", "Mid"] });

        Assert.Equal(["zone_Paint", "zone_Mid"], features.Names());
        Assert.Equal([0f, 1], features.Encode(Shots).Row(0));
    }

    [Fact]
    public void A_row_without_a_value_may_count_as_one()
    {
        var features = Shots.Fit(new OneHotEncoder("zone") { MissingAs = "zone_unknown", Name = "{value}" });

        Assert.Equal(["Corner", "Mid", "zone_unknown", "Éloigné"], features.Names());
        Assert.Equal([0f, 0, 1, 0], features.Encode(Shots).Row(2));
        Assert.Equal([0f, 0, 1, 0], features.Row("""{"zone": null}"""));
    }

    [Fact]
    public void Categories_are_numbered_in_order()
    {
        var features = Shots.Fit(new CategoryEncoder("zone"));

        Assert.Equal([new("zone", FeatureKind.Category)], features.Features);
        Assert.Equal([1f, 0, float.NaN, 1, 2], features.Encode(Shots).Column("zone"));
        Assert.Equal([float.NaN], features.Row("""{"zone": "Backcourt"}"""));
    }

    [Fact]
    public void Frequencies_are_shares_of_the_rows_that_have_a_value()
    {
        var features = Shots.Fit(new FrequencyEncoder("zone"));

        Assert.Equal(["zone_Frequency"], features.Names());
        Assert.Equal([0.5f, 0.25f, float.NaN, 0.5f, 0.25f], features.Encode(Shots).Row(0).Concat(features.Encode(Shots).Column("zone_Frequency")[1..]));
        Assert.Equal([0f], features.Row("""{"zone": "Backcourt"}"""));
        Assert.Equal([float.NaN], Shots.Fit(new FrequencyEncoder("zone") { Unknown = UnknownValue.Missing }).Row("""{"zone": "Backcourt"}"""));
    }

    [Fact]
    public void Only_training_rows_count()
    {
        var features = Shots[..2].Fit(new FrequencyEncoder("zone"), new OneHotEncoder("zone"), new ScaleEncoder("period"));

        Assert.Equal(["zone_Frequency", "zone_Corner", "zone_Mid", "period"], features.Names());
        Assert.Equal([0f, 0, 0, 17], features.Encode(Shots).Row(4));
    }

    [Fact]
    public void A_text_with_several_labels_has_an_indicator_for_each()
    {
        var features = Shots.Fit(new LabelsEncoder("media"));

        Assert.Equal(["media_ESPN+", "media_NHLN", "media_TNT"], features.Names());
        Assert.Equal([1f, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1], Enumerable.Range(0, 5).SelectMany(features.Encode(Shots).Row));
        // An unknown label is passed over, those beside it count.
        Assert.Equal([0f, 1, 0], features.Row("""{"media": "NHLN | MSG"}"""));
    }

    [Fact]
    public void An_unknown_label_may_be_refused()
    {
        var features = Shots.Fit(new LabelsEncoder("media") { Unknown = UnknownValue.Refuse });
        var table = new Table([TableColumn.Of("media", "TNT", "TNT|MSG")]);

        Assert.Equal("column `media` holds the label `MSG` in row 2, which no training row had", Assert.Throws<BuildException>(() => features.Encode(table)).Message);
        Assert.Equal("column `media` holds the label `MSG`, which no training row had", Assert.Throws<BuildException>(() => features.Row("""{"media": "MSG"}""")).Message);
    }

    [Fact]
    public void A_row_without_labels_may_have_one_of_its_own()
    {
        var features = Shots.Fit(new LabelsEncoder("media") { MissingAs = "media_unknown", Name = "{value}" });

        Assert.Equal(["ESPN+", "NHLN", "TNT", "media_unknown"], features.Names());
        Assert.Equal([0f, 0, 0, 1], features.Encode(Shots).Row(2));
        Assert.Equal([0f, 0, 0, 1], features.Encode(Shots).Row(3));
    }

    [Fact]
    public void Two_columns_may_share_their_labels()
    {
        var table = new Table([TableColumn.Of("home", "Utah, Jazz", "Boston"), TableColumn.Of("away", "Boston", "Utah, Jazz")]);

        var features = table.Fit(new LabelsEncoder("home", "away") { Separators = "", Name = "team_{value}" });

        Assert.Equal(["team_Boston", "team_Utah, Jazz"], features.Names());
        Assert.Equal([1f, 1], features.Encode(table).Row(0));
    }

    [Fact]
    public void Parts_of_dates_are_read_from_whatever_holds_a_date()
    {
        var time = new DateTime(2024, 6, 26, 13, 31, 59);
        var table = new Table([TableColumn.Of("date", DateOnly.FromDateTime(time)), TableColumn.Of("time", Timestamp.From(time)), TableColumn.Of("text", "2024-06-26T15:31:59.5+02:00"), TableColumn.Of("whole", 20240626)]);

        var features = table.Fit(
            new NumberEncoder([.. Enum.GetValues<DatePart>().Select(part => Input.Date("time", part))]),
            new NumberEncoder(Input.Date("date", DatePart.DayOfWeek), Input.Date("date", DatePart.Hour), Input.Date("text", DatePart.Hour), Input.Date("whole", DatePart.Month)));

        Assert.Equal("time_Year", features.Features[0].Name);
        Assert.Equal([2024f, 2, 6, 26, 26, 178, 2, 13, 31, 59, 2, 0, 13, 6], features.Encode(table).Row(0));
    }

    [Fact]
    public void Monday_is_0_before_1970_too() =>
        Assert.Equal([0f, 1969, 23], new Table([TableColumn.Of("t", Timestamp.From(new DateTime(1969, 12, 29, 23, 59, 59)))]) is var table
            ? table.Fit(new NumberEncoder(Input.Date("t", DatePart.DayOfWeek), Input.Date("t", DatePart.Year), Input.Date("t", DatePart.Hour))).Encode(table).Row(0) : []);

    [Fact]
    public void Hours_may_count_as_a_few_values()
    {
        var hours = Enumerable.Range(0, 24).Select(hour => (Timestamp?)Timestamp.From(new DateTime(2022, 12, 21, hour, 0, 0))).ToArray();
        var table = new Table([TableColumn.Of<Timestamp>("t", hours)]);
        var hour = Input.Date("t", DatePart.Hour, "hour_encoded") with { Buckets = [new(17, 22, 1), new(22, 5, 2)] };

        var encoded = table.Fit(new NumberEncoder(hour)).Encode(table).Column("hour_encoded");

        Assert.Equal("222220000000000001111122", string.Concat(encoded));
    }

    [Fact]
    public void Rows_before_are_looked_at_within_a_group_and_an_order()
    {
        var table = new Table([TableColumn.Of("store", "a", "b", "a", "b", "a"), TableColumn.Of("week", 3, 1, 1, 2, 2), TableColumn.Of("sold", 30L, 1, 10, 2, 20)]);

        var features = table.Fit(new LagEncoder("sold") { Rows = 2, GroupBy = ["store"], OrderBy = ["week"] });

        Assert.Equal(["sold_lag_1", "sold_lag_2"], features.Names());
        Assert.Equal([20f, float.NaN, float.NaN, 1, 10], features.Encode(table).Column("sold_lag_1"));
        Assert.Equal([10f, float.NaN, float.NaN, float.NaN, float.NaN], features.Encode(table).Column("sold_lag_2"));
        Assert.Equal(2, features.RowsBefore);
    }

    [Fact]
    public void A_single_row_looks_at_the_rows_that_are_given_before_it()
    {
        var table = new Table([TableColumn.Of("close", 1.0, 2, 3)]);
        var features = table.Fit(new NumberEncoder("close"), new LagEncoder("close") { Rows = 2 });
        RawRow[] rows = [.. new[] { 7.0, 8, 9, 10 }.Select(close => features.NewRow().Set("close", close))];

        var values = new float[3];
        features.Encode(rows, values);
        Assert.Equal([10f, 9, 8], values);

        features.Encode(rows.AsSpan(0, 2), values);
        Assert.Equal([8f, 7, float.NaN], values);
    }

    [Theory]
    [InlineData(NameStyle.AsIs, "Zone (Basic)_In The Paint (Non-RA)")]
    [InlineData(NameStyle.Words, "Zone_Basic_In_The_Paint_Non_RA")]
    [InlineData(NameStyle.LowerWords, "zone_basic_in_the_paint_non_ra")]
    public void Names_have_one_style(NameStyle style, string expected)
    {
        var table = new Table([TableColumn.Of("Zone (Basic)", "In The Paint (Non-RA)")]);

        Assert.Equal([expected], (new FeaturePipeline(new OneHotEncoder("Zone (Basic)")) { Names = style }).Fit(table).Names());
    }

    [Fact]
    public void Braces_in_a_value_are_no_places()
    {
        var table = new Table([TableColumn.Of("x", "{column}")]);

        Assert.Equal(["x_{column}"], table.Fit(new OneHotEncoder("x")).Names());
    }

    [Fact]
    public void Columns_that_no_feature_is_made_of_need_not_be_there()
    {
        var features = Shots.Fit(new NumberEncoder("period"));

        Assert.Equal(["period"], features.Fields.Fields.Select(field => field.Name));
        Assert.Equal(1, features.Encode(Shots.Select("period")).Row(0)[0]);
    }

    [Fact]
    public void A_column_of_nothing_but_nulls_has_no_type_of_its_own()
    {
        var table = new Table([TableColumn.Of("period", (string?)null), TableColumn.Of<double>("zone", (double?)null)]);

        Assert.Equal([float.NaN, 0, 0, 0], Shots.Fit(new NumberEncoder("period"), new OneHotEncoder("zone")).Encode(table).Row(0));
    }
}
