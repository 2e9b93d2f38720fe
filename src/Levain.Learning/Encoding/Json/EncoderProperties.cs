using Levain.Tables.Statistics;

namespace Levain.Learning.Encoders;

/// <summary>What a file says of one encoder, before it is known to make sense.</summary>
internal sealed class EncoderProperties
{
    public static string[] Names { get; } =
    [
        "kind", "input", "inputs", "columns", "fill", "mean", "deviation", "unknown", "missingAs", "values", "shares", "separators", "rows", "groupBy", "orderBy", "feature", "features",
    ];

    private string? kind, unknown, missingAs, separators, feature;
    private List<Input>? inputs;
    private List<string>? columns, values, groupBy, orderBy, features;
    private List<double>? shares;
    private double? fill, mean, deviation;
    private long? rows;

    public void Read(ref StrictJson json, string name)
    {
        switch (name)
        {
            case "kind": kind = json.Text(); break;
            case "input": inputs = [ReadInput(ref json)]; break;
            case "inputs": inputs = json.Array(ReadInput, Limits.MostFeatures); break;
            case "columns": columns = Texts(ref json); break;
            case "fill": fill = json.Number(); break;
            case "mean": mean = json.Number(); break;
            case "deviation": deviation = json.Number(); break;
            case "unknown": unknown = json.Text(); break;
            case "missingAs": missingAs = json.Text(); break;
            case "values": values = Texts(ref json); break;
            case "shares": shares = json.Array((ref StrictJson item) => item.Number()); break;
            case "separators": separators = json.Text(); break;
            case "rows": rows = json.Count(); break;
            case "groupBy": groupBy = Texts(ref json); break;
            case "orderBy": orderBy = Texts(ref json); break;
            case "feature": feature = json.Text(); break;
            default: features = Texts(ref json); break;
        }
    }

    public FittedEncoder Encoder(RawFields fields) => Needed(kind, "kind") switch
    {
        "number" => new FittedNumber(One(fields).Numeric(), fill, null, Needed(feature, "feature")),
        "scale" => new FittedNumber(One(fields).Numeric(), fill, Scale(), Needed(feature, "feature")),
        "one-hot" => OneHot(Keys(fields)),
        "category" => new FittedCategory(Keys(fields, Limits.MostCategories), Needed(feature, "feature")),
        "frequency" => Frequency(Keys(fields)),
        "labels" => Labels(fields),
        "lags" => Lags(fields),
        _ => throw new BuildException($"the encoder `{kind}` is not known to this version"),
    };

    private FittedOneHot OneHot(FittedKeys keys) => new(keys, Features(keys.Keys.Count));

    private FittedFrequency Frequency(FittedKeys keys)
    {
        var all = Needed(shares, "shares");
        if (all.Count != keys.Keys.Count || all.Exists(share => share is not (> 0 and <= 1))) throw new BuildException("`shares` is not a share from 0 to 1 for each of `values`");
        return new(keys, [.. all], Needed(feature, "feature"));
    }

    private FittedLabels Labels(RawFields fields)
    {
        FittedInput[] inputs = [.. Needed(columns, "columns").Select(column => new FittedInput(fields, column).Textual())];
        if (inputs.Length == 0) throw new BuildException("`columns` is empty");
        // The option checks what it may be.
        var checkedOptions = new LabelsEncoder(inputs[0].Column) { Separators = Needed(separators, "separators"), Unknown = Unknown() };
        var labels = KeyTable.Of(Needed(values, "values"), inputs[0]);
        return new(inputs, new(checkedOptions.Separators, missingAs), labels, checkedOptions.Unknown, Features(labels.Count));
    }

    private FittedLags Lags(RawFields fields)
    {
        FittedInput[] read = [.. Needed(inputs, "inputs").Select(input => new FittedInput(fields, input).Numeric())];
        if (read.Length == 0 || Needed(rows, "rows") is not (>= 1 and <= Limits.MostRows) || rows * read.Length > Limits.MostFeatures) throw new BuildException("`inputs` and `rows` say nothing that can be");
        return new(read, (int)rows!.Value, [.. Needed(groupBy, "groupBy").Select(column => new FittedInput(fields, column))], [.. Needed(orderBy, "orderBy")], Features((int)rows.Value * read.Length));
    }

    private Scale Scale() => Needed(deviation, "deviation") > 0 ? new(Needed(mean, "mean"), deviation!.Value) : throw new BuildException("`deviation` is not above 0");

    private FittedKeys Keys(RawFields fields, int most = Limits.MostValues)
    {
        const string Refit = "fit the features again";
        var input = One(fields).Keyed();
        return new(input, KeyTable.Of(Needed(values, "values"), input).AtMost(most, input, Refit), Unknown(), missingAs is null ? null : input.Canonical(missingAs));
    }

    private FittedInput One(RawFields fields) => inputs is { Count: 1 } ? new(fields, inputs[0]) : throw new BuildException("`input` is not there");

    private UnknownValue Unknown() => Enum.TryParse<UnknownValue>(Needed(unknown, "unknown"), out var value) && Enum.IsDefined(value) ? value : throw new BuildException($"`unknown` cannot be `{unknown}`");

    private List<string> Features(int count) => Needed(features, "features") is var names && names.Count == count ? names : throw new BuildException($"{names.Count} features are named, where there are {count}");

    private static List<string> Texts(ref StrictJson json) => json.Array((ref StrictJson item) => item.Text());

    private static Input ReadInput(ref StrictJson json)
    {
        string? column = null;
        DatePart? part = null;
        List<Bucket> buckets = [];
        var isRequired = false;
        json.Object(["column", "part", "buckets", "required"], (ref StrictJson value, string name) =>
        {
            if (name == "column") column = value.Text();
            else if (name == "part") part = Enum.TryParse<DatePart>(value.Text(), out var known) && Enum.IsDefined(known) ? known : throw value.Fail("there is no such part of a date");
            else if (name == "buckets") buckets = value.Array(ReadBucket, Limits.MostRows);
            else isRequired = value.Truth();
        });
        return new(column ?? throw json.Fail("an input needs a `column`")) { Part = part, Buckets = buckets, IsRequired = isRequired };
    }

    private static Bucket ReadBucket(ref StrictJson json)
    {
        var numbers = json.Array((ref StrictJson item) => item.Number() is >= int.MinValue and <= int.MaxValue and var number && Math.Floor(number) == number ? (int)number : throw item.Fail("expected a whole number"), 3);
        return numbers.Count == 3 ? new(numbers[0], numbers[1], numbers[2]) : throw json.Fail("a bucket is three whole numbers");
    }

    private static T Needed<T>(T? value, string name) where T : class => value ?? throw new BuildException($"`{name}` is not there");

    private static T Needed<T>(T? value, string name) where T : struct => value ?? throw new BuildException($"`{name}` is not there");
}
