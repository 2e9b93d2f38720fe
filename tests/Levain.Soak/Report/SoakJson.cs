using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Levain.Soak;

/// <summary>The result for machines: <c>levain.soak/1</c>.</summary>
internal static class SoakJson
{
    public static string Of(IReadOnlyList<SoakRow> rows)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "levain.soak/1");
            json.WriteBoolean("ok", rows.All(row => row.IsGood));
            json.WriteStartArray("rows");
            foreach (var row in rows) Write(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, SoakRow row)
    {
        json.WriteStartObject();
        json.WriteString("campaign", row.Campaign);
        json.WriteString("what", row.What);
        json.WriteString("operation", row.Operation);
        if (row.Skipped is { } reason) json.WriteString("skipped", reason);
        json.WriteNumber("shots", row.Shots);
        json.WriteNumber("met", row.Met);
        json.WriteNumber("faults", row.Faults);
        json.WriteNumber("passed", row.Passed);
        json.WriteNumber("gaveUp", row.Refused);
        json.WriteNumber("killed", row.Killed);
        json.WriteStartArray("violations");
        foreach (var (shot, what) in row.Violations)
        {
            json.WriteStartObject();
            json.WriteString("shot", shot);
            json.WriteString("what", what);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
