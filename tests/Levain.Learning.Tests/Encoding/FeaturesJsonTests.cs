using Levain.Learning.Encoders;

namespace Levain.Learning.Tests.Encoders;

public sealed class FeaturesJsonTests
{
    private static readonly Table Games = new(
    [
        TableColumn.Of<double>("rank", 1.5, 3, null), TableColumn.Of("league", "nhl", "mch", "nhl"), TableColumn.Of("media", "TNT|ESPN+", null, "TNT"),
        TableColumn.Of("at", Timestamp.From(new DateTime(2022, 12, 21, 18, 0, 0)), default, default), TableColumn.Of("team", 1L, 2, 1),
    ]);

    private static readonly byte[] Saved = FeaturesJson.Write(Games.Fit(
        new ScaleEncoder("rank"),
        new NumberEncoder("rank") { Fill = -1, Name = "raw" },
        new OneHotEncoder("league", Input.Date("at", DatePart.Hour, "hour") with { Buckets = [new(17, 22, 1)], IsRequired = true }),
        new LabelsEncoder("media") { MissingAs = "media_unknown" },
        new CategoryEncoder("league"),
        new FrequencyEncoder("team") { Unknown = UnknownValue.Missing },
        new LagEncoder("rank") { Rows = 2, GroupBy = ["team"], OrderBy = ["at"] }));

    private static string Text => System.Text.Encoding.UTF8.GetString(Saved);

    [Fact]
    public void A_saved_pipeline_can_be_read_by_people() => Testing.Verified.Text(Text);

    public static TheoryData<string, string, string> Changes => new()
    {
        { "levain.features/1", "levain.features/2", "the features are of format `levain.features/2`, which this version does not know: it knows `levain.features/1`" },
        { "levain.features/1", "pickle", "this is no file of features: its format is `pickle`" },
        { "\"kind\": \"scale\"", "\"kind\": \"power\"", "the encoder `power` is not known to this version" },
        { "\"deviation\": 0.75", "\"deviation\": 0", "`deviation` is not above 0" },
        { "\"mean\": 2.25,", "", "`mean` is not there" },
        { "\"mean\": 2.25", "\"mean\": 1e999", "the number is beyond all doubles" },
        { "\"mean\": 2.25", "\"mean\": \"2.25\"", "expected a number, found a text" },
        { "\"mean\": 2.25", "\"mean\": 2.250", "is not written as this version writes the same features" },
        { "\"mean\": 2.25", "\"median\": 2.25", "`mean` is not there" },
        { "\"mean\": 2.25", "\"mean\": 2.25, \"clip\": 3", "is not written as this version writes the same features" },
        { "\"unknown\": \"Zero\"", "\"unknown\": \"Guess\"", "`unknown` cannot be `Guess`" },
        { "\"part\": \"Hour\"", "\"part\": \"Fortnight\"", "there is no such part of a date" },
        { "\"column\": \"rank\"", "\"column\": \"rang\"", "there is no column `rang`" },
        { "\"column\": \"rank\"", "\"column\": \"league\"", "column `league` is VARCHAR, not a number" },
        { "\"type\": \"DOUBLE\"", "\"type\": \"MONEY\"", "column `rank` is declared as `MONEY`, which is no type that a field holds" },
        { "\"feature\": \"raw\"", "\"feature\": \"rank\"", "two features of column `rank` would be named `rank`" },
        { "0.6666666666666666", "-1", "`shares` is not a share from 0 to 1 for each of `values`" },
        { "\"mch\",", "\"nhl\",", "the values of column `league` name `nhl` twice" },
        { "\"league_mch\",", "", "1 features are named, where there are 2" },
        { "\"rows\": 2", "\"rows\": 2000000000", "`inputs` and `rows` say nothing that can be" },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void A_changed_file_is_refused(string before, string after, string message)
    {
        Assert.Contains(before, Text, StringComparison.Ordinal);

        var error = Assert.Throws<BuildException>(() => FeaturesJson.Read(System.Text.Encoding.UTF8.GetBytes(Replaced(Text, before, after)), "features.json"));

        Assert.StartsWith("features.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused()
    {
        for (var length = 0; length < Saved.Length; length++) Assert.Throws<BuildException>(() => FeaturesJson.Read(Saved[..length], "features.json"));
    }

    [Fact]
    public void Any_other_byte_is_refused_or_means_other_features()
    {
        var random = new Numerics.CounterRandom(Seed: 5);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])Saved.Clone();
            for (var change = 0; change <= random.Below((ulong)i * 8, 3); change++)
                bytes[random.Below((ulong)(i * 8 + change * 2 + 1), bytes.Length)] = (byte)random.At((ulong)(i * 8 + change * 2 + 2));
            Check(bytes);
        }
    }

    [Fact]
    public void Pieces_of_a_file_in_the_wrong_places_are_refused_or_mean_other_features()
    {
        var random = new Numerics.CounterRandom(Seed: 6);
        var lines = Text.Split('\n');
        for (var i = 0; i < 5_000; i++)
        {
            var mixed = lines.ToList();
            var (from, to) = (random.Below((ulong)i * 4, lines.Length), random.Below(((ulong)i * 4) + 1, lines.Length));
            if (random.Below(((ulong)i * 4) + 2, 2) == 0) mixed.RemoveAt(from);
            else mixed.Insert(to, lines[from]);
            Check(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', mixed)));
        }
    }

    // Whatever is not refused is a file that would be written just so.
    private static void Check(byte[] bytes)
    {
        try
        {
            Assert.Equal(bytes, FeaturesJson.Write(FeaturesJson.Read(bytes, "features.json")));
        }
        catch (BuildException)
        {
            // Refused: that is well.
        }
    }

    private static string Replaced(string text, string before, string after)
    {
        var at = text.IndexOf(before, StringComparison.Ordinal);
        return $"{text[..at]}{after}{text[(at + before.Length)..]}";
    }
}
