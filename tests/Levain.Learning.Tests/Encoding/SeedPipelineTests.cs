using Levain.Learning.Encoders;
using Levain.Testing;

namespace Levain.Learning.Tests.Encoders;

/// <summary>The features of the five systems, each in a few lines.</summary>
public sealed class SeedPipelineTests
{
    public static FeaturePipeline Goals { get; } = new(new NumberEncoder("angle_to_goal", "distance_to_goal"));

    public static FeaturePipeline Shots { get; } = new(
        new ScaleEncoder("Period", "Minutes Remaining", "Seconds Remaining", "Shot Distance", "X Location", "Y Location"),
        new FrequencyEncoder("Action Type", "Team Name", "Home Team", "Away Team"),
        new OneHotEncoder("Shot Type") { Name = "ShotType_{value}" },
        new OneHotEncoder("Shot Zone Basic") { Name = "ShotZoneBasic_{value}" },
        new OneHotEncoder("Shot Zone Area") { Name = "ShotZoneArea_{value}" },
        new OneHotEncoder("Shot Zone Range") { Name = "ShotZoneRange_{value}" },
        new OneHotEncoder("Season Type") { Name = "SeasonType_{value}" },
        new FrequencyEncoder("Game ID", "Game Event ID", "Player ID"),
        new NumberEncoder(
            Input.Date("Game Date", DatePart.Year, "Year"), Input.Date("Game Date", DatePart.Month, "Month"), Input.Date("Game Date", DatePart.Day, "Day"),
            Input.Date("Game Date", DatePart.DayOfWeek, "Day_of_Week")));

    public static FeaturePipeline Bars { get; } = new(
        new NumberEncoder("Open", "High", "Low", "Close", "Volume", Input.Date("Date", DatePart.Hour, "hour"), Input.Date("Date", DatePart.Minute, "minute")),
        new OneHotEncoder(Input.Date("Date", DatePart.DayOfWeek, "dayofweek")) { Values = ["0", "1", "2", "3", "4"] },
        new LagEncoder("Open", "Close", "High", "Low", "Volume") { Rows = 30, OrderBy = ["Date"] })
    {
        Names = NameStyle.LowerWords,
    };

    public static FeaturePipeline Events { get; } = new(
        new OneHotEncoder("league"),
        new LabelsEncoder("media") { MissingAs = "media_unknown" },
        new NumberEncoder("division_competition", "conference_competition", "on_watch_espn"),
        new OneHotEncoder(
            Input.Date("date_utc", DatePart.DayOfWeek, "day"),
            Input.Date("date_utc", DatePart.Hour, "hour_encoded") with { Buckets = [new(17, 22, 1), new(22, 5, 2)] }),
        new ScaleEncoder("rank_0", "rank_1", "netbase_metric_impressions", "netbase_metric_totalbuzz"),
        new LabelsEncoder("team_0_display_name", "team_1_display_name") { Separators = "", Name = "team_{value}" },
        new NumberEncoder("n_tasks"));

    public static FeaturePipeline Sales { get; } = new(
        new CategoryEncoder("brand"),
        new NumberEncoder("week"),
        new LagEncoder("logmove") { Rows = 4, GroupBy = ["store", "brand"], OrderBy = ["week"] });

    [Fact]
    public void Goals_have_two()
    {
        var shots = new Table([TableColumn.Of("distance_to_goal", 17.12369, 8), TableColumn.Of("angle_to_goal", 0.24235, 1)]);

        var features = Goals.Fit(shots);

        Assert.Equal(["angle_to_goal", "distance_to_goal"], features.Names());
        Assert.Equal([1.2f, 5.1f], features.Row("""{"distance_to_goal": 5.1, "angle_to_goal": 1.2}"""));
    }

    private static string[] ShotFeatures =>
    [
        "Period", "Minutes Remaining", "Seconds Remaining", "Shot Distance", "X Location", "Y Location",
        "Action Type_Frequency", "Team Name_Frequency", "Home Team_Frequency", "Away Team_Frequency",
        .. Named("ShotType", "2PT Field Goal", "3PT Field Goal"),
        .. Named("ShotZoneBasic", "Above the Break 3", "Backcourt", "In The Paint (Non-RA)", "Left Corner 3", "Mid-Range", "Restricted Area", "Right Corner 3"),
        .. Named("ShotZoneArea", "Back Court(BC)", "Center(C)", "Left Side Center(LC)", "Left Side(L)", "Right Side Center(RC)", "Right Side(R)"),
        .. Named("ShotZoneRange", "16-24 ft.", "24+ ft.", "8-16 ft.", "Back Court Shot", "Less Than 8 ft."),
        .. Named("SeasonType", "Playoffs", "Regular Season"),
        "Game ID_Frequency", "Game Event ID_Frequency", "Player ID_Frequency", "Year", "Month", "Day", "Day_of_Week",
    ];

    [Fact]
    public void Shots_of_basketball_have_39_in_their_order()
    {
        var shots = ReadShots();

        var features = Shots.Fit(shots);

        Assert.Equal(39, ShotFeatures.Length);
        Assert.Equal(ShotFeatures, features.Names());
        var matrix = features.Encode(shots);
        Assert.DoesNotContain(float.NaN, Enumerable.Range(0, 39).SelectMany(feature => matrix.Column(feature).ToArray()));
        // 2012-01-01 was a Sunday.
        Assert.Equal([2012f, 1, 1, 6], matrix.Row(0)[^4..]);
        Assert.Equal(5, matrix.Row(0)[10..32].Sum());
    }

    [Fact]
    public void A_request_for_a_shot_has_the_fields_of_the_file()
    {
        var shots = ReadShots();
        var features = Shots.Fit(shots);

        var row = features.Row("""
            {"Game ID": 21100057, "Game Event ID": 307, "Player ID": 201580, "Player Name": "JaVale McGee", "Team Name": "Washington Wizards", "Period": 3, "Minutes Remaining": 9, "Seconds Remaining": 31,
             "Action Type": "Layup Shot", "Shot Type": "2PT Field Goal", "Shot Zone Basic": "Restricted Area", "Shot Zone Area": "Center(C)", "Shot Zone Range": "Less Than 8 ft.", "Shot Distance": 1,
             "X Location": 13, "Y Location": 6, "Game Date": 20120101, "Home Team": "WAS", "Away Team": "BOS", "Season Type": "Regular Season"}
            """);

        Assert.Equal(Encoded.Bits(features.Encode(shots).Row(0)), Encoded.Bits(row));
    }

    [Fact]
    public void The_names_of_shots_in_a_style_are_those_of_the_gateway()
    {
        string[] names = [.. ShotFeatures.Select(name => NameStyle.Words.Styled(name))];

        Assert.Equal(
            ["ShotZoneBasic_In_The_Paint_Non_RA", "ShotZoneArea_Back_Court_BC", "ShotZoneRange_16_24_ft", "ShotZoneRange_24_ft", "ShotZoneBasic_Mid_Range", "Day_of_Week"],
            new[] { 14, 19, 25, 26, 16, 38 }.Select(place => names[place]));
    }

    [Fact]
    public void Bars_have_162_in_their_order()
    {
        var bars = TableFiles.Read(At("bars/SP500_NOV2019_IDayRVol.csv"), new CsvFormat(), cancellation: TestContext.Current.CancellationToken);

        var features = Bars.Fit(bars);

        string[] expected =
        [
            "open", "high", "low", "close", "volume", "hour", "minute", "dayofweek_0", "dayofweek_1", "dayofweek_2", "dayofweek_3", "dayofweek_4",
            .. Enumerable.Range(1, 30).SelectMany(lag => new[] { "open", "close", "high", "low", "volume" }.Select(column => $"{column}_lag_{lag}")),
        ];
        Assert.Equal(162, expected.Length);
        Assert.Equal(expected, features.Names());
        var matrix = features.Encode(bars);
        Assert.Equal((float)bars.Doubles("Close")[70], matrix.Column("close_lag_30")[100]);
        Assert.Equal(30, matrix.Column("volume_lag_30").Count(float.IsNaN));

        // The last 31 bars make one row, as inference has them.
        RawRow[] rows = [.. Enumerable.Range(bars.RowCount - 31, 31).Select(row => features.NewRow()
            .Set("Open", bars.Doubles("Open")[row]).Set("Close", bars.Doubles("Close")[row]).Set("High", bars.Doubles("High")[row]).Set("Low", bars.Doubles("Low")[row])
            .Set("Volume", bars.Longs("Volume")[row]).Set("Date", bars.Timestamps("Date")[row]))];
        var last = new float[162];
        features.Encode(rows, last);
        Assert.Equal(Encoded.Bits(matrix.Row(bars.RowCount - 1)), Encoded.Bits(last));
    }

    [Fact]
    public void Events_have_indicators_and_scaled_ranks()
    {
        var events = new Table(
        [
            TableColumn.Of("league", "nhl", "mens-college-hockey"), TableColumn.Of("media", "ESPN+|NHLN", null), TableColumn.Of("date_utc", Timestamp.From(new DateTime(2022, 12, 21, 19, 0, 0)), Timestamp.From(new DateTime(2022, 12, 22, 2, 0, 0))),
            TableColumn.Of("rank_0", 1L, 31), TableColumn.Of<double>("rank_1", 4, null), TableColumn.Of("netbase_metric_impressions", 5e6, 1e6), TableColumn.Of("netbase_metric_totalbuzz", 10L, 30),
            TableColumn.Of("division_competition", 1, 0), TableColumn.Of("conference_competition", 0, 0), TableColumn.Of("on_watch_espn", true, false),
            TableColumn.Of("team_0_display_name", "Boston Bruins", "Denver"), TableColumn.Of("team_1_display_name", "New York Rangers", "Maine"), TableColumn.Of<long>("n_tasks", 3, null),
        ]);

        var features = Events.Fit(events);

        Assert.Equal(
            [
                "league_mens-college-hockey", "league_nhl", "media_ESPN+", "media_NHLN", "media_media_unknown", "division_competition", "conference_competition", "on_watch_espn", "day_2", "day_3",
                "hour_encoded_1", "hour_encoded_2", "rank_0", "rank_1", "netbase_metric_impressions", "netbase_metric_totalbuzz", "team_Boston Bruins", "team_Denver", "team_Maine", "team_New York Rangers", "n_tasks",
            ],
            features.Names());
        Assert.Equal([0f, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0, -1, 0, 1, -1, 1, 0, 0, 1, 3], features.Encode(events).Row(0));
        Assert.Equal([1f, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, float.NaN, -1, 1, 0, 1, 1, 0, float.NaN], features.Encode(events).Row(1));
    }

    [Fact]
    public void Weekly_sales_look_back_within_a_store_and_a_brand()
    {
        var sales = TableFiles.Read(At("demand/orange_juice_weekly.parquet"), new ParquetFormat(), cancellation: TestContext.Current.CancellationToken);

        var matrix = Sales.Fit(sales).Encode(sales, threads: 2);

        Assert.Equal(106_139, matrix.RowCount);
        // Every series begins with four rows that have fewer before them.
        Assert.Equal(4 * 913, matrix.Column("logmove_lag_4").Count(float.IsNaN));
        Assert.Equal(11, matrix.Column("brand").Distinct().Count());
    }

    private static Table ReadShots() => TableFiles.Read(At("nba/nba-shots-1000.csv"), new CsvFormat(), cancellation: TestContext.Current.CancellationToken);

    private static IEnumerable<string> Named(string column, params IEnumerable<string> values) => values.Select(value => $"{column}_{value}");

    private static string At(string relative)
    {
        var found = RealData.Find(relative);
        Assert.SkipWhen(found is null, RealData.Missing(relative));
        return found!;
    }
}
