using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Levain.Learning.Tests.Encoders;

/// <summary>A row of the tables that properties are tested with: few different values, so that they meet, and all that is odd.</summary>
public sealed record Odd(long? Whole, double? Number, float? Small, decimal? Money, bool? Truth, string? Text, string? Labels, int Days, long? Micros)
{
    private static readonly string?[] Texts = [null, "", "a", "b", "ab", "É\"\\\n", "\uffff", "\U00010000", "2", " a ", "{value}"];

    public static Gen<Odd[]> Some { get; } =
        (from whole in Gen.Elements<long?>(null, 0, 1, -1, 2, 9007199254740993, 9007199254740992, long.MaxValue, long.MinValue)
         from number in Gen.Elements<double?>(null, 0.0, -0.0, 1, 1.5, -1.5, 0.1, 0.2, 1e30, double.NaN, double.Epsilon, 9007199254740992)
         from single in Gen.Elements<float?>(null, 0f, 1f, 0.1f, -2.5f, 1e30f, float.NaN, float.Epsilon)
         from money in Gen.Elements<decimal?>(null, 0m, 1.0m, 0.1m, 0.3000000001m, -7.25m, 123456789012345678.0123456789m)
         from truth in Gen.Elements<bool?>(null, true, false)
         from text in Gen.Elements(Texts)
         from labels in Gen.Elements(null, "", "a|b", "b, a ,c", "|,", "É|a", "x y|a")
         from days in Gen.Choose(0, 800)
         from micros in Gen.Elements<long?>(null, 0, -1, 1, 86_399_999_999, 1_700_000_000_123_456, -62_135_596_800_000_000)
         select new Odd(whole, number, single, money, truth, text, labels, days, micros)).ArrayOf();

    public static Table Table(IReadOnlyList<Odd> rows)
    {
        var moments = new ValueColumnBuilder<Timestamp>(new Field("moment", ColumnType.TimestampTz));
        foreach (var row in rows) moments.Append(row.Micros is { } micros ? new Timestamp(micros) : null);
        return new(
        [
            TableColumn.Of<long>("whole", [.. rows.Select(row => row.Whole)]), TableColumn.Of<double>("number", [.. rows.Select(row => row.Number)]),
            TableColumn.Of<float>("single", [.. rows.Select(row => row.Small)]), TableColumn.Of<decimal>("decimal", [.. rows.Select(row => row.Money)]),
            TableColumn.Of<bool>("truth", [.. rows.Select(row => row.Truth)]), TableColumn.Of("text", [.. rows.Select(row => row.Text)]),
            TableColumn.Of("labels", [.. rows.Select(row => row.Labels)]), TableColumn.Of("date", [.. rows.Select(row => Day(row))]),
            TableColumn.Of("written", [.. rows.Select(row => int.Parse(Day(row).ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))]),
            TableColumn.Of<Timestamp>("time", [.. rows.Select(row => row.Micros is { } micros ? new Timestamp(micros) : (Timestamp?)null)]), moments.Build(),
        ]);
    }

    public byte[] Json()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            Write("whole", Whole, json.WriteNumberValue);
            Write("number", double.IsNaN(Number ?? double.NaN) ? null : Number, json.WriteNumberValue);
            Write("single", float.IsNaN(Small ?? float.NaN) ? null : Small, json.WriteNumberValue);
            Write("decimal", Money, json.WriteNumberValue);
            Write("truth", Truth, json.WriteBooleanValue);
            json.WriteString("text", Text);
            json.WriteString("labels", Labels);
            json.WriteString("date", Day(this).ToString("O", CultureInfo.InvariantCulture));
            json.WriteNumber("written", int.Parse(Day(this).ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
            var time = Micros is { } micros ? new Timestamp(micros).ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture) : null;
            json.WriteString("time", time);
            json.WriteString("moment", time is null ? null : $"{time}Z");
            json.WriteEndObject();
            json.Flush();

            void Write<T>(string name, T? value, Action<T> write) where T : struct
            {
                json.WritePropertyName(name);
                if (value is { } there) write(there);
                else json.WriteNullValue();
            }
        }

        return bytes.ToArray();
    }

    private static DateOnly Day(Odd row) => new DateOnly(2023, 1, 1).AddDays(row.Days);
}

/// <summary>Pipelines of any encoders over the columns of <see cref="Odd"/>.</summary>
internal static class RandomFeatures
{
    private static readonly Gen<Input> Numbers = Gen.OneOf(
        Gen.Elements("whole", "number", "single", "decimal", "truth").Select(column => new Input(column)),
        Parts,
        Parts.Select(input => input with { Buckets = [new(17, 22, 1), new(22, 5, 2)] }));

    private static Gen<Input> Parts =>
        from column in Gen.Elements("date", "time", "moment", "written")
        from part in Gen.Elements(Enum.GetValues<DatePart>())
        select Input.Date(column, part);

    private static readonly Gen<Input> Keys = Gen.OneOf(Numbers, Gen.Constant(new Input("text")), Gen.Constant(new Input("labels")));

    private static readonly Gen<double?> Fill = Gen.Elements<double?>(null, 0, -1.5);

    // Lags of one pipeline share a group: a single row comes with the rows of one.
    private static Gen<Encoder> One(int number, string[] keys) => Gen.OneOf(
        from input in Numbers from fill in Fill select (Encoder)new NumberEncoder(input) { Fill = fill, Name = $"{number}" },
        from input in Numbers from fill in Fill select (Encoder)new ScaleEncoder(input) { Fill = fill, Name = $"{number}" },
        from input in Keys from unknown in Gen.Elements(UnknownValue.Zero, UnknownValue.Missing) from missing in Gen.Elements(null, "2") select (Encoder)new OneHotEncoder(input) { Unknown = unknown, MissingAs = missing, Name = $"{number}_{{value}}" },
        from input in Keys from missing in Gen.Elements(null, "2") select (Encoder)new CategoryEncoder(input) { MissingAs = missing, Name = $"{number}" },
        from input in Keys from unknown in Gen.Elements(UnknownValue.Zero, UnknownValue.Missing) select (Encoder)new FrequencyEncoder(input) { Unknown = unknown, Name = $"{number}" },
        from separators in Gen.Elements("|,", "|", "") from missing in Gen.Elements(null, "none") select (Encoder)new LabelsEncoder("labels", "text") { Separators = separators, MissingAs = missing, Name = $"{number}_{{value}}" },
        from input in Numbers from rows in Gen.Choose(1, 3) select (Encoder)new LagEncoder(input) { Rows = rows, GroupBy = keys, OrderBy = ["date"], Name = $"{number}_{{lag}}" });

    public static Gen<FeaturePipeline> Pipelines { get; } =
        from count in Gen.Choose(1, 5)
        from grouping in Gen.Elements<string[]>([], ["text"], ["truth", "whole"])
        from encoders in Gen.CollectToSequence(Enumerable.Range(0, count), number => One(number, grouping))
        select new FeaturePipeline([.. encoders]);

    /// <summary>Training rows, of which one has all its values, so that there is something to learn of every column.</summary>
    public static Gen<Odd[]> Training { get; } = Odd.Some.Select(rows => rows.Append(new Odd(3, 2.5, 0.5f, 4.5m, true, "c", "d", 3, 1_600_000_000_000_000)).ToArray());
}
