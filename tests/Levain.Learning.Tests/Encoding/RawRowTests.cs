namespace Levain.Learning.Tests.Encoders;

public sealed class RawRowTests
{
    private static readonly Table Games = new(
    [
        TableColumn.Of("Shot Distance", 10L, 20),
        TableColumn.Of("price", 0.1f, 0.3f),
        TableColumn.Of("home", true, false),
        TableColumn.Of("zone", "Mid", "\"É\"\n"),
        TableColumn.Of("day", new DateOnly(2024, 6, 26), new DateOnly(2024, 6, 27)),
        new ValueColumnBuilder<Timestamp>(new Field("at", ColumnType.TimestampTz)) is var at && Appended(at) ? at.Build() : throw new InvalidOperationException(),
    ]);

    private static readonly FittedFeatures Features = Games.Fit(
        new ScaleEncoder("Shot Distance", "price"), new NumberEncoder("home"), new OneHotEncoder("zone"), new NumberEncoder(Input.Date("day", DatePart.Day), Input.Date("at", DatePart.Hour)));

    private const string First = """{"Shot Distance": 10, "price": 0.1, "home": true, "zone": "Mid", "day": "2024-06-26", "at": "2024-06-26T17:00:00+02:00"}""";

    private static bool Appended(ValueColumnBuilder<Timestamp> builder)
    {
        builder.Append([Timestamp.From(new DateTime(2024, 6, 26, 15, 0, 0)), Timestamp.From(new DateTime(2024, 6, 26, 16, 0, 0))]);
        return true;
    }

    [Fact]
    public void A_row_of_JSON_becomes_what_the_row_of_the_table_became() => Assert.Equal(Encoded.Bits(Features.Encode(Games).Row(0)), Encoded.Bits(Features.Row(First)));

    [Fact]
    public void Names_and_texts_may_be_escaped_and_fields_in_any_order() =>
        Assert.Equal(Features.Encode(Games).Row(1), Features.Row("""{"at": "2024-06-26 16:00:00Z", "day": "2024\u002d06-27", "z\u006fne": "\"\u00c9\"\n", "home": false, "price": 3e-1, "Shot Distance": 20.0}"""));

    [Fact]
    public void Fields_of_which_no_feature_is_made_are_passed_over() =>
        Assert.Equal(Features.Encode(Games).Row(0), Features.Row($$"""{"id": {"deep": [1, 2]}, "tags": [], {{First[1..]}}"""));

    [Fact]
    public void Null_is_a_missing_value() =>
        Assert.Equal([float.NaN, float.NaN, float.NaN, 0, 0, float.NaN, float.NaN], Features.Row("""{"Shot Distance": null, "price": null, "home": null, "zone": null, "day": null, "at": null}"""));

    [Fact]
    public void Fields_may_be_set_one_by_one()
    {
        var row = Features.NewRow().Set("Shot Distance", 20L).Set("price", 0.3f).Set("home", false).Set("zone", "\"É\"\n").Set("day", new DateOnly(2024, 6, 27)).Set("at", Timestamp.From(new DateTime(2024, 6, 26, 16, 0, 0)));

        var values = new float[Features.Features.Count];
        Features.Encode(row, values);

        Assert.Equal(Features.Encode(Games).Row(1), values);
    }

    [Fact]
    public void A_row_is_used_again_without_allocating()
    {
        var (row, values, json) = (Features.NewRow(), new float[Features.Features.Count], System.Text.Encoding.UTF8.GetBytes(First));
        void Once()
        {
            row.Read(json);
            Features.Encode(row, values);
        }

        for (var i = 0; i < 100; i++) Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Once();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    public static TheoryData<string, string, string?> Rows => new()
    {
        // A field that is not there is most often misspelt: its name is in the hint.
        { """{"Shot_Distance": 10, "price": 1, "home": true, "zone": "Mid", "day": null, "at": null}""", "the row has no field `Shot Distance`", "is `Shot_Distance` meant? Name it `Shot Distance`" },
        { "{}", "the row has no field `Shot Distance`", "give every field, null where there is no value" },
        // Whoever sends numbers as text may send 1,5 tomorrow.
        { """{"Shot Distance": "10"}""", "field `Shot Distance` is a text, but was BIGINT in the training rows", "give a number, without quotes" },
        { """{"Shot Distance": true}""", "field `Shot Distance` is true or false, but was BIGINT in the training rows", "give a number, without quotes" },
        { """{"Shot Distance": [1]}""", "field `Shot Distance` is a list, but was BIGINT in the training rows", "give a number, without quotes" },
        { """{"Shot Distance": {}}""", "field `Shot Distance` is an object, but was BIGINT in the training rows", "give a number, without quotes" },
        { """{"zone": 5}""", "field `zone` is a number, but was VARCHAR in the training rows", "give a text, in quotes" },
        { """{"home": 1}""", "field `home` is a number, but was BOOLEAN in the training rows", "give true or false" },
        { """{"home": true, "home": false}""", "field `home` is given twice", "give it once" },
        { """{"Shot Distance": 1e999}""", "field `Shot Distance` holds a number that is beyond what BIGINT can be", "give a smaller one, or null" },
        { """{"price": 1e39}""", "field `price` holds a number that is beyond what FLOAT can be", "give a smaller one, or null" },
        { """{"day": "26.6.2024"}""", "field `day` holds a text that is no date", "write it as 2026-02-28 or 2026-02-28T20:15:00, without a zone, as the training rows had none" },
        { """{"day": "2024-06-26T00:00:00Z"}""", "field `day` holds a text that is no date", "write it as 2026-02-28 or 2026-02-28T20:15:00, without a zone, as the training rows had none" },
        { """{"at": "2024-06-26T00:00:00"}""", "field `at` holds a text that is no moment", "write it as 2026-02-28T20:15:00Z, with its zone" },
        { """{"at": 1719360000}""", "field `at` is a number, but was TIMESTAMP WITH TIME ZONE in the training rows", "give a text such as 2026-02-28" },
        { "[]", "a row is a JSON object of its fields", """write it as {"field": value}""" },
        { "", "the row is not JSON: The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true", null },
        { """{"home": tru""", "the row is not JSON: 'tru' is an invalid JSON literal. Expected the literal 'true'", null },
        { """{"zone": "\ud800"}""", "the row is not JSON: Cannot read incomplete UTF-16 JSON text as string with missing low surrogate", null },
    };

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void A_row_that_cannot_be_read_is_refused(string json, string message, string? hint)
    {
        var error = Assert.Throws<BuildException>(() => Features.Row(json));

        Assert.Equal((message, hint), (error.Message, error.Hint));
    }

    [Fact]
    public void Any_other_bytes_are_refused_or_are_a_row()
    {
        var random = new Numerics.CounterRandom(Seed: 7);
        var values = new float[Features.Features.Count];
        for (var i = 0; i < 20_000; i++)
        {
            var json = System.Text.Encoding.UTF8.GetBytes(First);
            for (var change = 0; change <= random.Below((ulong)i * 8, 3); change++)
                json[random.Below((ulong)(i * 8 + change * 2 + 1), json.Length)] = (byte)random.At((ulong)(i * 8 + change * 2 + 2));
            try
            {
                var row = Features.NewRow();
                row.Read(json);
                Features.Encode(row, values);
                Assert.DoesNotContain(values, float.IsInfinity);
            }
            catch (BuildException)
            {
                // Refused: that is well.
            }
        }
    }

    [Fact]
    public void A_field_that_is_set_must_be_one_and_of_its_type()
    {
        Assert.Equal("did you mean `price`?", Assert.Throws<BuildException>(() => Features.NewRow().Set("prise", 1.5)).Hint);
        Assert.Equal("field `zone` is a number, but was VARCHAR in the training rows", Assert.Throws<BuildException>(() => Features.NewRow().Set("zone", 1.5)).Message);
        Assert.Equal("the row has no field `Shot Distance`", Assert.Throws<BuildException>(() => Features.Encode(Features.NewRow().Set("price", 1.5), new float[7])).Message);
    }

    [Fact]
    public void Rows_before_a_row_must_be_of_its_group()
    {
        var table = new Table([TableColumn.Of("store", "a", "b"), TableColumn.Of("sold", 1L, 2)]);
        var features = table.Fit(new LagEncoder("sold") { GroupBy = ["store"] });
        RawRow[] rows = [features.NewRow().Set("store", "a").Set("sold", 1L), features.NewRow().Set("store", "b").Set("sold", 2L)];

        Assert.Equal("the rows before a row differ from it in `store`", Assert.Throws<BuildException>(() => features.Encode(rows, new float[1])).Message);
    }
}
