using System.Buffers;
using System.Text.Json;

namespace Levain.Workers;

/// <summary>What a worker process is asked to run: one stage of one model, with its inputs in a store of its own.</summary>
public sealed record WorkerRequest
{
    public required string Model { get; init; }

    public required BuildProfile Profile { get; init; }

    /// <summary>As they were typed behind <c>--set</c>.</summary>
    public required IReadOnlyList<string> Overrides { get; init; }

    public required string Stage { get; init; }

    /// <summary>By the names that the stage gives them.</summary>
    public required IReadOnlyList<KeyValuePair<string, Content>> Inputs { get; init; }

    public required int Threads { get; init; }

    /// <summary>Runs the stage under a culture with other digits, separators and letters.</summary>
    public bool StrangeCulture { get; init; }

    internal byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", Model);
            json.WriteString("profile", Profile.Name);
            json.WriteString("environment", Profile.Environment);
            json.WriteStartArray("overrides");
            foreach (var text in Overrides) json.WriteStringValue(text);
            json.WriteEndArray();
            json.WriteString("stage", Stage);
            json.WriteNumber("threads", Threads);
            json.WriteBoolean("strangeCulture", StrangeCulture);
            json.WriteStartObject("inputs");
            foreach (var (name, content) in Inputs) json.WriteString(name, (content.IsTree ? "tree " : "file ") + content.Digest);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static WorkerRequest Parse(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        return new WorkerRequest
        {
            Model = root.GetProperty("model").GetString()!,
            Profile = new BuildProfile(root.GetProperty("profile").GetString()!, root.GetProperty("environment").GetString()!),
            Overrides = [.. root.GetProperty("overrides").EnumerateArray().Select(text => text.GetString()!)],
            Stage = root.GetProperty("stage").GetString()!,
            Threads = root.GetProperty("threads").GetInt32(),
            StrangeCulture = root.GetProperty("strangeCulture").GetBoolean(),
            Inputs = [.. root.GetProperty("inputs").EnumerateObject().Select(input => KeyValuePair.Create(input.Name, ParseContent(input.Value.GetString()!)))],
        };
    }

    private static Content ParseContent(string text) => new(Digest.Parse(text[5..]), text.StartsWith("tree ", StringComparison.Ordinal));
}
