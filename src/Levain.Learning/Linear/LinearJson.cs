using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Levain.Tables.Statistics;

namespace Levain.Learning.Linear;

/// <summary>A linear model as JSON: the same model gives the same bytes, and a file may be anything.</summary>
internal static class LinearJson
{
    public const string Format = "levain.linear/1";

    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(LinearModel model)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("kind", Name(model.Kind));
            json.WriteNumber("intercept", model.Intercept);
            json.WriteStartArray("coefficients");
            foreach (var (feature, value) in model.Coefficients)
            {
                json.WriteStartObject();
                json.WriteString("feature", feature);
                json.WriteNumber("value", value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    public static LinearModel Read(byte[] bytes, string path)
    {
        LinearKind? kind = null;
        double? intercept = null;
        string? format = null;
        List<LinearCoefficient>? coefficients = null;
        var json = new StrictJson(bytes, path);
        json.Object(["format", "kind", "intercept", "coefficients"], (ref StrictJson reader, string name) =>
        {
            if (name == "format") format = Known(ref reader);
            else if (format is null) throw reader.Fail("`format` must come first");
            else if (name == "kind") kind = Kind(ref reader);
            else if (name == "intercept") intercept = reader.Number();
            else coefficients = reader.Array(Coefficient, Encoders.Limits.MostFeatures);
        });
        json.End();
        if (kind is null || intercept is null || coefficients is not { Count: > 0 }) throw new BuildException($"{path} lacks a `kind`, an `intercept` or `coefficients`", "write it with `LinearModel.Save`");
        if (coefficients.CountBy(coefficient => coefficient.Feature, StringComparer.Ordinal).FirstOrDefault(feature => feature.Value > 1).Key is { } twice)
            throw new BuildException($"{path} has two coefficients of feature `{Formats.Shown.In(twice)}`", "write it with `LinearModel.Save`");

        var model = new LinearModel { Kind = kind.Value, Intercept = intercept.Value, Coefficients = [.. coefficients] };
        // What it says beyond that must not be lost in silence: it could change predictions.
        return Write(model).AsSpan().SequenceEqual(bytes) ? model : throw new BuildException($"{path} is not written as this version writes the same model", "write it with `LinearModel.Save`, and leave it as it is");
    }

    /// <summary>All bytes of a file, unless they are more than any model has.</summary>
    public static byte[] Bytes(Stream file)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > StrictJson.LargestFile) throw new BuildException($"a file of a linear model is larger than {StrictJson.LargestFile >> 20} MiB", "look where it comes from");
        }

        return bytes.ToArray();
    }

    private static string Name(LinearKind kind) => kind == LinearKind.Linear ? "linear" : "logistic";

    private static LinearKind Kind(ref StrictJson reader) => reader.Text() switch
    {
        "linear" => LinearKind.Linear,
        "logistic" => LinearKind.Logistic,
        var other => throw reader.Fail($"there is no linear model of kind `{Formats.Shown.In(other)}`"),
    };

    private static string Known(ref StrictJson reader)
    {
        var format = reader.Text();
        if (format == Format) return format;
        var shown = Formats.Shown.In(format);
        throw reader.Fail(format.StartsWith("levain.linear/", StringComparison.Ordinal)
            ? $"the model is of format `{shown}`, which this version does not know: it knows `{Format}`"
            : $"this is no file of a linear model: its format is `{shown}`");
    }

    private static LinearCoefficient Coefficient(ref StrictJson reader)
    {
        string? feature = null;
        double? value = null;
        reader.Object(["feature", "value"], (ref StrictJson item, string name) =>
        {
            if (name == "feature") feature = item.Text();
            else value = item.Number();
        });
        return feature is not null && value is { } number ? new(feature, number) : throw reader.Fail("a coefficient needs a `feature` and a `value`");
    }
}
