using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Levain.Registry;

/// <summary>The in-toto statement of a build: what it made are the subjects, how is a SLSA provenance. Without signature: whoever signs puts it into an envelope as it is.</summary>
/// <remarks>The same build gives the same bytes, but for <c>runDetails.metadata</c>. No host, user, address or path of a machine is in it.</remarks>
public static class ProvenanceStatement
{
    /// <summary>The largest that is read.</summary>
    public const int LargestBytes = 64 << 20;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] ToBytes(BuildProvenance build)
    {
        ArgumentNullException.ThrowIfNull(build);
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("_type", StatementNames.Statement);
            json.WriteStartArray("subject");
            foreach (var stage in build.Stages) WriteResource(json, stage.Name, null, "sha256", stage.Output.Digest.Hex, stage.Output.IsTree);
            json.WriteEndArray();
            json.WriteString("predicateType", StatementNames.Predicate);
            json.WriteStartObject("predicate");
            WriteDefinition(json, build);
            WriteRun(json, build);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="StatementReader.Read"/>
    public static BuildProvenance Parse(ReadOnlyMemory<byte> statement) => StatementReader.Read(statement);

    private static void WriteDefinition(Utf8JsonWriter json, BuildProvenance build)
    {
        json.WriteStartObject("buildDefinition");
        json.WriteString("buildType", StatementNames.BuildType);
        json.WriteStartObject("externalParameters");
        json.WriteString("model", build.Model);
        json.WriteString("profile", build.Profile.Name);
        json.WriteString("environment", build.Profile.Environment);
        json.WriteStartArray("set");
        foreach (var each in build.Overrides) json.WriteStringValue(each);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("internalParameters");
        json.WriteStartArray("stages");
        foreach (var stage in build.Stages) WriteStage(json, stage);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("resolvedDependencies");
        WriteDependencies(json, build);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStage(Utf8JsonWriter json, BuiltStage stage)
    {
        json.WriteStartObject();
        json.WriteString("name", stage.Name);
        json.WriteString("key", stage.Key.ToString());
        if (stage.Code is { } code) json.WriteString("code", code.ToString());
        json.WriteStartArray("inputs");
        foreach (var input in stage.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("name", input.Name);
            json.WriteString(WordOf(input.Kind), input.Source);
            if (input.Part is { } part) json.WriteString("part", part);
            if (input.Counted is { } counted) json.WriteString("counted", counted);
            json.WriteString("digest", input.Digest.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDependencies(Utf8JsonWriter json, BuildProvenance build)
    {
        if (build.Commit is { } commit)
        {
            json.WriteStartObject();
            json.WriteString("name", StatementNames.SourcesName);
            WriteDigest(json, "gitCommit", commit);
            if (build.IsDirty) WriteAnnotation(json, "levain_dirty", "true");
            json.WriteEndObject();
        }

        foreach (var data in build.Data) WriteResource(json, data.Name, StatementNames.Uri(StatementNames.SnapshotUri, data.Name), "sha256", data.Content.Digest.Hex, data.Content.IsTree);
        var files = build.Stages.SelectMany(stage => stage.Inputs).Where(input => input.Kind == LineageKind.File).Select(input => (input.Path, input.Digest, input.Counted)).Distinct().OrderBy(file => file.Path, StringComparer.Ordinal).ThenBy(file => file.Counted, StringComparer.Ordinal);
        foreach (var (path, digest, counted) in files)
            WriteResource(json, path, StatementNames.Uri(StatementNames.FileUri, path), counted is null or "tree" ? "sha256" : $"levain_{counted}", digest.Hex, counted == "tree");
    }

    private static void WriteRun(Utf8JsonWriter json, BuildProvenance build)
    {
        json.WriteStartObject("runDetails");
        json.WriteStartObject("builder");
        json.WriteString("id", StatementNames.Builder + Uri.EscapeDataString(build.Engine));
        json.WriteStartObject("version");
        foreach (var tool in build.Tools) json.WriteString(tool.Name, tool.Value);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        json.WriteString("invocationId", InvocationOf(build));
        json.WriteString("startedOn", Moment(build.Started));
        json.WriteString("finishedOn", Moment(build.Finished));
        json.WriteEndObject();
        json.WriteStartArray("byproducts");
        if (build.Lock is { } modelLock)
        {
            json.WriteStartObject();
            json.WriteString("name", modelLock.Path);
            json.WriteString("uri", StatementNames.Uri(StatementNames.FileUri, modelLock.Path));
            WriteDigest(json, "sha256", modelLock.Digest.Hex);
            WriteAnnotation(json, "levain_section", build.Profile.Section);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter json, string name, string? uri, string algorithm, string hex, bool isTree)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        if (uri is not null) json.WriteString("uri", uri);
        WriteDigest(json, algorithm, hex);
        if (isTree) json.WriteString("mediaType", StatementNames.Tree);
        json.WriteEndObject();
    }

    private static void WriteDigest(Utf8JsonWriter json, string algorithm, string hex)
    {
        json.WriteStartObject("digest");
        json.WriteString(algorithm, hex);
        json.WriteEndObject();
    }

    private static void WriteAnnotation(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject("annotations");
        json.WriteString(name, value);
        json.WriteEndObject();
    }

    // A name of this one run that tells nothing of where it ran: made of what was built and when, to the tick.
    private static string InvocationOf(BuildProvenance build) =>
        Digest.Of(string.Create(CultureInfo.InvariantCulture, $"levain run\n{build.Model}\n{build.Profile.Section}\n{build.Started.UtcTicks}\n{build.Finished.UtcTicks}\n{string.Join('\n', build.Stages.Select(stage => stage.Key))}")).Hex[..32];

    internal static string WordOf(LineageKind kind) => kind switch { LineageKind.Stage => "stage", LineageKind.Snapshot => "snapshot", _ => "file" };

    private static string Moment(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
