using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Levain.Actions;

/// <summary>Action records as bytes: a line with the digest of the rest, then JSON. Bytes that are not exactly that are no record.</summary>
internal static class ActionFormat
{
    private const string Schema = "levain.action/1";
    private const int HeaderLength = 7 + 64 + 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(ActionRecord record)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("output", record.Output.Digest.ToString());
            if (record.Output.IsTree) json.WriteBoolean("tree", true);
            json.WriteNumber("size", record.Size);
            json.WriteNumber("milliseconds", (long)record.Duration.TotalMilliseconds);
            if (record.Log is { } log) json.WriteString("log", log.ToString());
            if (record.Code is { } code) json.WriteString("code", code.ToString());
            // NaN and infinities have no JSON number: all metrics are texts.
            json.WriteStartObject("metrics");
            foreach (var (name, value) in record.Metrics) json.WriteString(name, value.ToString("R", CultureInfo.InvariantCulture));
            json.WriteEndObject();
            json.WriteStartObject("key");
            foreach (var (name, value) in record.Key) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        var bytes = new byte[HeaderLength + body.WrittenCount];
        body.WrittenSpan.CopyTo(bytes.AsSpan(HeaderLength));
        Encoding.ASCII.GetBytes($"{Digest.Of(body.WrittenSpan)}\n", bytes);
        return bytes;
    }

    /// <summary>The record, or null when the bytes are damaged or of a newer version: a miss, never a wrong answer.</summary>
    public static ActionRecord? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= HeaderLength || bytes[HeaderLength - 1] != '\n') return null;
        var body = bytes[HeaderLength..];
        if (!Digest.TryParse(Encoding.ASCII.GetString(bytes[..(HeaderLength - 1)]), out var digest) || digest != Digest.Of(body)) return null;

        try
        {
            return ReadBody(body);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ActionRecord? ReadBody(ReadOnlySpan<byte> body)
    {
        string? schema = null, output = null, log = null, code = null;
        bool tree = false;
        long size = 0, milliseconds = 0;
        IReadOnlyList<KeyValuePair<string, string>> key = [], metrics = [];

        var json = new Utf8JsonReader(body);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "schema": schema = json.GetString(); break;
                case "output": output = json.GetString(); break;
                case "tree": tree = json.GetBoolean(); break;
                case "size": size = json.GetInt64(); break;
                case "milliseconds": milliseconds = json.GetInt64(); break;
                case "log": log = json.GetString(); break;
                case "code": code = json.GetString(); break;
                case "metrics": metrics = ReadPairs(ref json); break;
                case "key": key = ReadPairs(ref json); break;
                default: json.Skip(); break;
            }
        }

        return schema != Schema || output is null ? null : new ActionRecord
        {
            Key = key,
            Output = new Content(Digest.Parse(output), tree),
            Size = size,
            Duration = TimeSpan.FromMilliseconds(milliseconds),
            Log = log is null ? null : Digest.Parse(log),
            Code = code is null ? null : Digest.Parse(code),
            Metrics = [.. metrics.Select(metric => new KeyValuePair<string, double>(metric.Key, double.Parse(metric.Value, CultureInfo.InvariantCulture)))],
        };
    }

    private static List<KeyValuePair<string, string>> ReadPairs(ref Utf8JsonReader json)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            pairs.Add(new(name, json.GetString()!));
        }

        return pairs;
    }
}
