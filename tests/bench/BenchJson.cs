using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Levain.Bench;

/// <summary>The result for machines: <c>levain.bench/1</c>.</summary>
internal static class BenchJson
{
    public static string Of(string suite, double loadBefore, IReadOnlyList<BenchRow> rows)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "levain.bench/1");
            json.WriteString("suite", suite);
            json.WriteNumber("processors", Environment.ProcessorCount);
            json.WriteNumber("loadBefore", loadBefore);
            json.WriteNumber("loadAfter", Machine.Load());
            json.WriteStartArray("rows");
            foreach (var row in rows) Write(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, BenchRow row)
    {
        json.WriteStartObject();
        json.WriteString("what", row.What);
        json.WriteString("where", row.Where);
        json.WriteString("unit", row.Unit);
        if (row.Ours is { } ours) Write(json, "ours", ours);
        if (row.PeerFigures is { } peer)
        {
            json.WriteString("peerName", row.Peer);
            Write(json, "peer", peer);
        }

        if (row.Ratio is { } ratio) json.WriteNumber("ratio", ratio);
        if (row.Target is { } target) json.WriteNumber("target", target);
        if (row.Met is { } met) json.WriteBoolean("met", met);
        if (row.Note.Length > 0) json.WriteString("note", row.Note);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Figures figures)
    {
        json.WriteStartObject(name);
        json.WriteNumber("median", figures.Median);
        json.WriteNumber("least", figures.Least);
        json.WriteNumber("count", figures.Count);
        json.WriteEndObject();
    }
}
