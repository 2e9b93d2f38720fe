using System.Globalization;
using System.Text.Json;

namespace Levain.Registry;

/// <summary>Reads statements that <see cref="ProvenanceStatement"/> wrote, whoever brought them here.</summary>
internal static class StatementReader
{
    /// <summary>The build that a statement tells of; a <see cref="BuildException"/> says what is wrong with others. Fields that it does not know are passed over, as the format asks.</summary>
    public static BuildProvenance Read(ReadOnlyMemory<byte> statement)
    {
        try
        {
            using var document = JsonDocument.Parse(statement);
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new BuildException($"this is no provenance statement: {error.Message}", "bring it back with `--target Pull`, or register the model again", error);
        }
    }

    private static BuildProvenance Read(JsonElement root)
    {
        Must(root.GetProperty("_type"), StatementNames.Statement);
        Must(root.GetProperty("predicateType"), StatementNames.Predicate);
        var predicate = root.GetProperty("predicate");
        var definition = predicate.GetProperty("buildDefinition");
        Must(definition.GetProperty("buildType"), StatementNames.BuildType);
        var given = definition.GetProperty("externalParameters");
        var run = predicate.GetProperty("runDetails");
        var builder = run.GetProperty("builder");
        var id = Text(builder, "id");
        var outputs = root.GetProperty("subject").EnumerateArray().ToDictionary(subject => Text(subject, "name"), ContentOf, StringComparer.Ordinal);
        var dependencies = definition.GetProperty("resolvedDependencies").EnumerateArray().ToList();
        var sources = dependencies.Find(each => Text(each, "name") == StatementNames.SourcesName && each.GetProperty("digest").TryGetProperty("gitCommit", out _));
        return new()
        {
            Model = Text(given, "model"),
            Profile = new(Text(given, "profile"), Text(given, "environment")),
            Overrides = [.. given.GetProperty("set").EnumerateArray().Select(each => each.GetString() ?? "")],
            Engine = id.StartsWith(StatementNames.Builder, StringComparison.Ordinal) ? Uri.UnescapeDataString(id[StatementNames.Builder.Length..]) : throw new FormatException($"builder `{id}` is not ours"),
            Stages = [.. definition.GetProperty("internalParameters").GetProperty("stages").EnumerateArray().Select(stage => StageOf(stage, outputs))],
            Data = [.. dependencies.Where(each => Uris(each, StatementNames.SnapshotUri)).Select(each => new BuiltData(Text(each, "name"), ContentOf(each)))],
            Commit = sources.ValueKind == JsonValueKind.Undefined ? null : Text(sources.GetProperty("digest"), "gitCommit"),
            IsDirty = sources.ValueKind != JsonValueKind.Undefined && sources.TryGetProperty("annotations", out var notes) && notes.TryGetProperty("levain_dirty", out _),
            Lock = run.GetProperty("byproducts").EnumerateArray().Select(each => new BuildLock(Text(each, "name"), ContentOf(each).Digest)).FirstOrDefault(),
            Tools = [.. builder.GetProperty("version").EnumerateObject().Select(tool => new VersionTag(tool.Name, tool.Value.GetString() ?? ""))],
            Started = Moment(run, "startedOn"),
            Finished = Moment(run, "finishedOn"),
        };
    }

    private static BuiltStage StageOf(JsonElement stage, Dictionary<string, Content> outputs) => new(Text(stage, "name"), Digest.Parse(Text(stage, "key")), outputs[Text(stage, "name")])
    {
        Code = stage.TryGetProperty("code", out var code) ? Digest.Parse(code.GetString()!) : null,
        Inputs = [.. stage.GetProperty("inputs").EnumerateArray().Select(InputOf)],
    };

    private static BuiltInput InputOf(JsonElement input)
    {
        var kind = input.TryGetProperty("stage", out _) ? LineageKind.Stage : input.TryGetProperty("snapshot", out _) ? LineageKind.Snapshot : LineageKind.File;
        return new(Text(input, "name"), kind, Text(input, ProvenanceStatement.WordOf(kind)), Digest.Parse(Text(input, "digest")))
        {
            Part = input.TryGetProperty("part", out var part) ? part.GetString() : null,
            Counted = input.TryGetProperty("counted", out var counted) ? counted.GetString() : null,
        };
    }

    private static Content ContentOf(JsonElement resource)
    {
        var digest = Digest.Parse(Digest.Prefix + Text(resource.GetProperty("digest"), "sha256"));
        return new(digest, resource.TryGetProperty("mediaType", out var type) && type.GetString() == StatementNames.Tree);
    }

    private static bool Uris(JsonElement resource, string prefix) => resource.TryGetProperty("uri", out var uri) && uri.GetString()?.StartsWith(prefix, StringComparison.Ordinal) == true;

    private static DateTimeOffset Moment(JsonElement run, string name) => DateTimeOffset.ParseExact(Text(run.GetProperty("metadata"), name), "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"`{name}` is null");

    private static void Must(JsonElement element, string text)
    {
        if (element.GetString() != text) throw new FormatException($"it is of type `{element}`, not `{text}`");
    }
}
