using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Levain.Tables.Statistics;

namespace Levain.Learning.Encoders;

/// <summary>Fitted features as JSON: the same features give the same bytes.</summary>
internal static class FeaturesJson
{
    public const string Format = "levain.features/1";

    // Control characters and halves of pairs are escaped, letters of all scripts are not.
    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(FittedFeatures features)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteStartArray("fields");
            foreach (var field in features.Fields.Fields)
            {
                json.WriteStartObject();
                json.WriteString("name", field.Name);
                json.WriteString("type", field.Type.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("encoders");
            foreach (var encoder in features.Encoders)
            {
                json.WriteStartObject();
                encoder.Write(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    public static FittedFeatures Read(byte[] bytes, string path)
    {
        FittedFeatures features;
        try
        {
            features = FeaturesReader.Read(bytes, path);
        }
        catch (BuildException error) when (!error.Message.StartsWith(path, StringComparison.Ordinal))
        {
            // What encoders themselves refuse does not know of the file.
            throw new BuildException($"{path}: {error.Message}", error.Hint, error);
        }

        // What it says beyond that must not be lost in silence: an option of a later version would change predictions.
        if (!Write(features).AsSpan().SequenceEqual(bytes)) throw new BuildException($"{path} is not written as this version writes the same features", "write it with `FittedFeatures.Save`, and leave it as it is");
        return features;
    }

    /// <summary>All bytes of a file, unless they are more than any file of features has.</summary>
    public static byte[] Bytes(Stream file)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > StrictJson.LargestFile) throw new BuildException($"a file of features is larger than {StrictJson.LargestFile >> 20} MiB", "fit them on columns with fewer values");
        }

        return bytes.ToArray();
    }

    public static void Write(Utf8JsonWriter json, string? name, Input input)
    {
        if (name is null) json.WriteStartObject();
        else json.WriteStartObject(name);
        json.WriteString("column", input.Column);
        if (input.Part is { } part) json.WriteString("part", part.ToString());
        if (input.Buckets.Count > 0)
        {
            json.WriteStartArray("buckets");
            foreach (var bucket in input.Buckets)
            {
                json.WriteStartArray();
                json.WriteNumberValue(bucket.From);
                json.WriteNumberValue(bucket.Before);
                json.WriteNumberValue(bucket.Value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        if (input.IsRequired) json.WriteBoolean("required", true);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, FittedKeys keys)
    {
        Write(json, "input", keys.Input.Input);
        json.WriteString("unknown", keys.Unknown.ToString());
        if (keys.MissingAs is { } missing) json.WriteString("missingAs", missing);
        Write(json, "values", keys.Keys.Texts);
    }

    public static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
