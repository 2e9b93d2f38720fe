using System.Text;
using System.Text.Json;
using Levain.Tables.Statistics;

namespace Levain.Tables.Tests.Statistics;

public sealed class StatisticsJsonTests
{
    private static readonly TableStatistics Sample = TableStatistics.Of(new Table(
    [
        Columns.Of<double>("x", 0.5, 2.25, null, double.NaN),
        Columns.Of<int>("n", 3, 3, 3, 3),
        Columns.Texts("team", "Arsenal", "Arsenal", null, "Ajax \"1\" <é>"),
        Columns.Of<DateOnly>("day", new DateOnly(2024, 1, 1), null, new DateOnly(2024, 1, 3), new DateOnly(2024, 1, 3)),
        Columns.Of<bool>("goal", true, false, false, false),
        Columns.Lists("tags", 1, 2, null, 0),
        Columns.Of<long>("empty", (long?)null, null, null, null),
    ]));

    [Fact]
    public void What_is_written_is_read_back_the_same()
    {
        var bytes = StatisticsJson.ToBytes(Sample);

        var read = StatisticsReader.Parse(bytes, "statistics.json");

        Assert.Equal(Encoding.UTF8.GetString(bytes), StatisticsTexts.Of(read));
    }

    [Fact]
    public void The_shape_is_that_of_Model_Monitor()
    {
        using var file = JsonDocument.Parse(StatisticsJson.ToBytes(Sample));
        var (x, team) = (file.RootElement.GetProperty("features")[0], file.RootElement.GetProperty("features")[2]);

        Assert.Equal(0, file.RootElement.GetProperty("version").GetInt32());
        Assert.Equal(4, file.RootElement.GetProperty("dataset").GetProperty("item_count").GetInt32());
        Assert.Equal(["Fractional", "Integral", "String", "String", "String", "Unknown", "Unknown"], file.RootElement.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("inferred_type").GetString()));
        Assert.Equal(["common", "mean", "sum", "std_dev", "min", "max", "distribution"], x.GetProperty("numerical_statistics").EnumerateObject().Select(property => property.Name));
        Assert.Equal("""{"num_present":2,"num_missing":2}""", Compact(x.GetProperty("numerical_statistics").GetProperty("common")));
        var kll = x.GetProperty("numerical_statistics").GetProperty("distribution").GetProperty("kll");
        Assert.Equal(10, kll.GetProperty("buckets").GetArrayLength());
        Assert.Equal("""{"parameters":{"c":0.64,"k":2048},"data":[[0.5,2.25]]}""", Compact(kll.GetProperty("sketch")));
        Assert.Equal(["common", "distinct_count", "distribution"], team.GetProperty("string_statistics").EnumerateObject().Select(property => property.Name));
        Assert.Equal(2, team.GetProperty("string_statistics").GetProperty("distribution").GetProperty("categorical").GetProperty("buckets")[0].GetProperty("count").GetInt32());
    }

    [Fact]
    public void A_plain_file_has_nothing_that_the_format_does_not_know()
    {
        var text = Encoding.UTF8.GetString(StatisticsJson.ToBytes(Sample, plain: true));

        Assert.DoesNotContain("levain", text, StringComparison.Ordinal);
        Assert.Equal(Sample.Columns.Select(column => column.Present), StatisticsReader.Parse(Encoding.UTF8.GetBytes(text), "statistics.json").Columns.Select(column => column.Class == ColumnClass.Nested ? Sample.Find(column.Name)!.Present : column.Present));
    }

    [Fact]
    public void A_file_of_Model_Monitor_with_its_fractions_for_counts_is_read()
    {
        const string text = """
            {"version": 0.0, "dataset": {"item_count": 100, "more": [1, {"a": []}]}, "features": [
              {"name": "_c0", "inferred_type": "Fractional", "numerical_statistics": {"common": {"num_present": 99.0, "num_missing": 1}, "mean": 0.5, "sum": 49.5, "std_dev": 0.4, "min": 0.0, "max": 1.0,
                "distribution": {"kll": {"buckets": [{"lower_bound": 0.0, "upper_bound": 1.0, "count": 99.0}], "sketch": {"parameters": {"c": 0.64, "k": 2048.0}, "data": [[0.25], [0.5, 0.75]]}}}}},
              {"name": "_c1", "inferred_type": "String", "string_statistics": {"common": {"num_present": 100, "num_missing": 0}, "distinct_count": 2.0, "distribution": {"categorical": {"buckets": [{"value": "a", "count": 60}, {"value": "b", "count": 40}]}}}}
            ]}
            """;

        var read = StatisticsReader.Parse(Encoding.UTF8.GetBytes(text), "statistics.json");

        Assert.Equal((100L, 99L, 1L), (read.Rows, read.Columns[0].Present, read.Columns[0].Nulls));
        Assert.Equal([(0.25, 1.0), (0.5, 2.0), (0.75, 2.0)], read.Columns[0].Numbers!.Sketch.Weighted());
        Assert.Equal([new ValueCount("a", 60), new("b", 40)], read.Columns[1].Top);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("[]", "expected an object, found a list")]
    [InlineData("{", "this is not JSON")]
    [InlineData("{} x", "this is not JSON")]
    [InlineData("""{"dataset": {"item_count": 1}}""", "the list `features` is missing")]
    [InlineData("""{"features": []}""", "`item_count` is missing")]
    [InlineData("""{"version": 1, "dataset": {"item_count": 1}, "features": []}""", "later version")]
    [InlineData("""{"dataset": {"item_count": -1}, "features": []}""", "from 0 on")]
    [InlineData("""{"dataset": {"item_count": 1.5}, "features": []}""", "from 0 on")]
    [InlineData("""{"dataset": {"item_count": 1e999}, "features": []}""", "beyond all doubles")]
    [InlineData("""{"dataset": {"item_count": "1"}, "features": []}""", "expected a number, found a text")]
    [InlineData("""{"dataset": {"item_count": 1}, "dataset": {"item_count": 1}, "features": []}""", "stands twice")]
    [InlineData("""{"dataset": {"item_count": 1}, "features": [{"inferred_type": "String"}]}""", "lacks `name`")]
    [InlineData("""{"dataset": {"item_count": 1}, "features": [{"name": "a"}]}""", "feature `a` lacks `inferred_type`")]
    [InlineData("""{"dataset": {"item_count": 1}, "features": [{"name": "a", "inferred_type": "Text"}]}""", "`Text` is no type")]
    [InlineData("""{"dataset": {"item_count": 1}, "features": [{"name": "a", "inferred_type": "Unknown"}, {"name": "a", "inferred_type": "Unknown"}]}""", "feature `a` stands twice")]
    [InlineData("""{"dataset": {"item_count": 1}, "features": [{"name": "a", "inferred_type": "Integral", "numerical_statistics": {"mean": 1}}]}""", "`std_dev`")]
    [InlineData("""{"dataset": {"item_count": 1}, "features": [{"name": "a", "inferred_type": "Integral", "numerical_statistics": {"mean": 1, "sum": 1, "std_dev": -1, "min": 1, "max": 1}}]}""", "never below 0")]
    [InlineData("""{"dataset": {"item_count": 1}, "features": [{"name": "a", "inferred_type": "Integral", "numerical_statistics": {"mean": 1, "sum": 1, "std_dev": 1, "min": 2, "max": 1}}]}""", "`min` is above `max`")]
    [InlineData("""{"dataset": {"item_count": 1}, "features": [{"name": "a", "inferred_type": "Integral", "levain": {"class": "odd"}}]}""", "`odd` is no class")]
    [InlineData("""{"dataset": {"item_count": 1}, "features": [{"name": "\ud800", "inferred_type": "Unknown"}]}""", "not valid Unicode")]
    public void A_file_that_is_no_statistics_is_refused_with_its_place(string text, string why)
    {
        var error = Assert.Throws<BuildException>(() => StatisticsReader.Parse(Encoding.UTF8.GetBytes(text), "statistics.json"));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("statistics.json:1:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_texts_and_lists_beyond_all_measure_are_refused()
    {
        Refused($$$$$$$$"""{"x": {{{{{{{{new string('[', 5000)}}}}}}}}{{{{{{{{new string(']', 5000)}}}}}}}}, "dataset": {"item_count": 1}, "features": []}""");
        Refused($$$$$$$$"""{"dataset": {"item_count": 1}, "features": [{"name": "{{{{{{{{new string('a', 1 << 17)}}}}}}}}", "inferred_type": "Unknown"}]}""");
        Refused($$$$$$$$"""{"dataset": {"item_count": 1}, "features": [{"name": "a", "inferred_type": "Integral", "numerical_statistics": {"distribution": {"kll": {"sketch": {"data": [{{{{{{{{string.Join(',', Enumerable.Repeat("[]", 64))}}}}}}}}]}}}}}]}""");
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_and_nothing_else()
    {
        var whole = StatisticsJson.ToBytes(Sample);
        var random = new Random(23);
        var read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = Damaged(whole, random);
            try
            {
                // What can be read can be written, and read again.
                StatisticsReader.Parse(StatisticsJson.ToBytes(StatisticsReader.Parse(damaged, "statistics.json")), "again");
                read++;
            }
            catch (BuildException error)
            {
                Assert.StartsWith("statistics.json:", error.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(read, 100, 19_900);
    }

    private static byte[] Damaged(byte[] whole, Random random)
    {
        var damaged = whole.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(5))
            {
                case 0: damaged[at] = (byte)random.Next(256); break;
                case 1: damaged.RemoveAt(at); break;
                case 2: damaged.Insert(at, (byte)"0123456789{}[],:\"-eE. "[random.Next(22)]); break;
                case 3: damaged.RemoveRange(at, Math.Min(damaged.Count - at, random.Next(40))); break;
                default: damaged.InsertRange(at, damaged.GetRange(at, Math.Min(damaged.Count - at, random.Next(60)))); break;
            }
        }

        return [.. damaged];
    }

    private static void Refused(string text) => Assert.Throws<BuildException>(() => StatisticsReader.Parse(Encoding.UTF8.GetBytes(text), "statistics.json"));

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
