using System.Globalization;
using Levain.Tables.Statistics;

namespace Levain.Learning.Encoders;

/// <summary>Reads fitted features, from a file that may be anything.</summary>
internal static class FeaturesReader
{
    private const int MostFields = 10_000;

    public static FittedFeatures Read(byte[] bytes, string path)
    {
        string? format = null;
        RawFields? fields = null;
        List<FittedEncoder>? encoders = null;
        var json = new StrictJson(bytes, path);
        json.Object(["format", "fields", "encoders"], (ref StrictJson reader, string name) =>
        {
            if (name == "format") format = Known(ref reader);
            else if (format is null) throw reader.Fail("`format` must come first");
            else if (name == "fields") fields = new(reader.Array(ReadField, MostFields));
            else encoders = reader.Array((ref StrictJson item) => ReadEncoder(ref item, fields ?? throw item.Fail("`fields` must come before `encoders`")), Limits.MostFeatures);
        });
        json.End();
        return fields is not null && encoders is { Count: > 0 } ? new(fields, [.. encoders]) : throw new BuildException($"{path} names no fields or no encoders", "write it with `FittedFeatures.Save`");
    }

    private static string Known(ref StrictJson reader)
    {
        var format = reader.Text();
        if (format == FeaturesJson.Format) return format;
        var message = format.StartsWith("levain.features/", StringComparison.Ordinal)
            ? $"the features are of format `{format}`, which this version does not know: it knows `{FeaturesJson.Format}`"
            : $"this is no file of features: its format is `{format}`";
        throw reader.Fail(message);
    }

    private static Field ReadField(ref StrictJson reader)
    {
        string? name = null, type = null;
        reader.Object(["name", "type"], (ref StrictJson value, string property) =>
        {
            if (property == "name") name = value.Text();
            else type = value.Text();
        });
        return name is not null && type is not null ? new(name, ScalarType.Parse(new(name, type))) : throw reader.Fail("a field needs a `name` and a `type`");
    }

    private static FittedEncoder ReadEncoder(ref StrictJson reader, RawFields fields)
    {
        var properties = new EncoderProperties();
        reader.Object(EncoderProperties.Names, (ref StrictJson value, string name) => properties.Read(ref value, name));
        try
        {
            return properties.Encoder(fields);
        }
        catch (BuildException error)
        {
            throw reader.Fail(string.Create(CultureInfo.InvariantCulture, $"{error.Message}"));
        }
    }
}
