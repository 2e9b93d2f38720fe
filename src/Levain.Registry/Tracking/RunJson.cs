using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Levain.Registry.Events;

namespace Levain.Registry.Tracking;

/// <summary>Something that waits to be sent: a run or a version.</summary>
/// <param name="Format">A later one is left to a later Levain.</param>
internal sealed record QueuedItem(int Format, TrackedRun? Run = null, TrackedVersion? Version = null)
{
    public const int Current = 1;

    /// <summary>The same for what replaces it.</summary>
    [JsonIgnore]
    public string Key => Run?.Id ?? Digest.Of($"{Version!.Model}\n{Version.Number}").Hex[..32];

    /// <summary>For messages.</summary>
    [JsonIgnore]
    public string Name => Run is { } run ? $"run `{run.Name}`" : FormattableString.Invariant($"version {Version!.Number} of `{Version.Model}`");

    public Task<IReadOnlyList<string>> SendAsync(IRunSink sink, CancellationToken cancellation) => Run is { } run ? sink.WriteAsync(run, cancellation) : sink.WriteAsync(Version!, cancellation);
}

/// <summary>Runs and versions as JSON, for the queue.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, UseStringEnumConverter = true, MaxDepth = 16, Converters = [typeof(DigestJson), typeof(ContentJson)])]
[JsonSerializable(typeof(QueuedItem))]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>As <see cref="Default"/>, with letters of any script as they are.</summary>
    public static RunJson Plain => field ??= new(new JsonSerializerOptions(Default!.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
