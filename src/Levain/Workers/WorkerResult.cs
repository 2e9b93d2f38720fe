using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Levain.Scheduling;

namespace Levain.Workers;

/// <summary>What a worker says when it is done: metrics and log, or what went wrong.</summary>
internal sealed record WorkerResult(RunResult? Run, string? Error, string? Hint)
{
    /// <summary>Of an exception that is no sentence for people.</summary>
    public string? Stack { get; init; }

    /// <summary>What belongs below the sentence.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>What a failed run throws on this side. The stack goes where stacks go, behind the sentence.</summary>
    public BuildException ToException() => new(Error!, Hint, Stack is null ? null : new InvalidOperationException($"in the worker: {Stack}")) { Details = Details };

    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (Error is not null) json.WriteString("error", Error);
            if (Hint is not null) json.WriteString("hint", Hint);
            if (Stack is not null) json.WriteString("stack", Stack);
            if (Details.Count > 0)
            {
                json.WriteStartArray("details");
                foreach (var line in Details) json.WriteStringValue(line);
                json.WriteEndArray();
            }

            if (Run is not null)
            {
                json.WriteString("log", Run.Log);
                json.WriteStartObject("metrics");
                foreach (var (name, value) in Run.Metrics) json.WriteString(name, value.ToString("R", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static WorkerResult Parse(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        var error = Text(root, "error");
        return new WorkerResult(error is null ? ReadRun(root) : null, error, Text(root, "hint")) 
        {
            Stack = Text(root, "stack"),
            Details = root.TryGetProperty("details", out var details) ? [.. details.EnumerateArray().Select(line => line.GetString()!)] : [],
        };
    }

    private static RunResult ReadRun(JsonElement root) => new(
        [.. root.GetProperty("metrics").EnumerateObject().Select(metric => KeyValuePair.Create(metric.Name, double.Parse(metric.Value.GetString()!, CultureInfo.InvariantCulture)))],
        root.GetProperty("log").GetString()!);

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
}
