using System.Globalization;
using System.Text.Json;

namespace Levain.Registry.Tracking;

/// <summary>Copies versions into a server's registry of models. The server numbers versions itself: ours have their number in a tag.</summary>
internal sealed class ServerModels(MlflowApi api)
{
    private const int LongestTag = 5000;

    public async Task WriteAsync(TrackedVersion version, ServerRun? run, List<string> notices, CancellationToken cancellation)
    {
        var name = MlflowNames.Model(version.Model);
        var made = await api.PostAsync("registered-models/create", writer => writer.WriteString("name", name), cancellation).ConfigureAwait(false);
        if (!made.Is("RESOURCE_ALREADY_EXISTS")) made.Good();

        var tags = TagsOf(version);
        var number = version.Number.ToString(CultureInfo.InvariantCulture);
        var found = await FindAsync(name, number, cancellation).ConfigureAwait(false);
        if (found is null) found = await CreateAsync(name, version, run, tags, number, cancellation).ConfigureAwait(false);
        else await TagAsync(name, found, tags, cancellation).ConfigureAwait(false);
        foreach (var alias in version.Aliases) await PointAsync(name, alias, found.Number, notices, cancellation).ConfigureAwait(false);
        foreach (var alias in version.FormerAliases.Select(MlflowNames.Alias).Where(found.Aliases.Contains)) await TakeAwayAsync(name, alias, cancellation).ConfigureAwait(false);
    }

    private static Dictionary<string, string> TagsOf(TrackedVersion version)
    {
        List<RunEntry> tags = [.. version.Tags, new(MlflowTags.Version, version.Number.ToString(CultureInfo.InvariantCulture)), new(MlflowTags.Digest, version.Digest.ToString())];
        var names = MlflowNames.Of(tags.Select(tag => tag.Name));
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in tags) values[names[tag.Name]] = MlflowNames.Cut(tag.Value, LongestTag);
        return values;
    }

    private async Task<ServerVersion> CreateAsync(string name, TrackedVersion version, ServerRun? run, Dictionary<string, string> tags, string number, CancellationToken cancellation)
    {
        var answer = (await api.PostAsync("model-versions/create", writer =>
        {
            writer.WriteString("name", name);
            writer.WriteString("source", run is null ? $"levain://{version.Digest.ToString().Replace(':', '/')}" : $"{run.Artifacts.TrimEnd('/')}/{MlflowNames.Cleaned(version.Artifact)}");
            if (run is not null) writer.WriteString("run_id", run.Id);
            writer.WriteString("description", version.Description);
            writer.WriteStartArray("tags");
            foreach (var (key, value) in tags)
            {
                writer.WriteStartObject();
                writer.WriteString("key", key);
                writer.WriteString("value", value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }, cancellation).ConfigureAwait(false)).Good();
        var made = ServerVersion.Of(answer, answer.Part("model_version"));
        // As with runs: all who made one agree on the first.
        var first = await FindAsync(name, number, cancellation).ConfigureAwait(false) ?? made;
        if (first.Number == made.Number) return made;
        (await api.DeleteAsync("model-versions/delete", writer => Key(writer, name, made.Number), cancellation).ConfigureAwait(false)).Good();
        return first;
    }

    private async Task<ServerVersion?> FindAsync(string name, string number, CancellationToken cancellation)
    {
        ServerVersion? found = null;
        for (var page = ""; ;)
        {
            RunEntry[] query = [new("filter", $"name='{name}'"), new("max_results", "200"), .. page.Length == 0 ? (RunEntry[])[] : [new("page_token", page)]];
            var answer = (await api.GetAsync("model-versions/search", query, cancellation).ConfigureAwait(false)).Good();
            foreach (var version in MlflowAnswer.List(answer.Body, "model_versions").Select(version => ServerVersion.Of(answer, version)))
                if (version.Tags.GetValueOrDefault(MlflowTags.Version) == number && (found is null || version.Order < found.Order)) found = version;
            if ((page = MlflowAnswer.Text(answer.Body, "next_page_token")).Length == 0) return found;
        }
    }

    private async Task TagAsync(string name, ServerVersion version, Dictionary<string, string> tags, CancellationToken cancellation)
    {
        foreach (var (key, value) in tags)
            if (version.Tags.GetValueOrDefault(key) != value)
                (await api.PostAsync("model-versions/set-tag", writer =>
                {
                    Key(writer, name, version.Number);
                    writer.WriteString("key", key);
                    writer.WriteString("value", value);
                }, cancellation).ConfigureAwait(false)).Good();
    }

    private async Task PointAsync(string name, string alias, string number, List<string> notices, CancellationToken cancellation)
    {
        var answer = await api.PostAsync("registered-models/alias", writer =>
        {
            Key(writer, name, number);
            writer.WriteString("alias", MlflowNames.Alias(alias));
        }, cancellation).ConfigureAwait(false);
        if (!answer.IsUnknownCall) answer.Good();
        else if (StageOf(alias) is not { } stage) notices.Add($"{api.Who} knows no aliases: `{alias}` is not set there");
        else
            (await api.PostAsync("model-versions/transition-stage", writer =>
            {
                Key(writer, name, number);
                writer.WriteString("stage", stage);
                writer.WriteBoolean("archive_existing_versions", true);
            }, cancellation).ConfigureAwait(false)).Good();
    }

    private async Task TakeAwayAsync(string name, string alias, CancellationToken cancellation)
    {
        var answer = await api.DeleteAsync("registered-models/alias", writer =>
        {
            writer.WriteString("name", name);
            writer.WriteString("alias", alias);
        }, cancellation).ConfigureAwait(false);
        if (!answer.IsUnknownCall && !answer.Is("RESOURCE_DOES_NOT_EXIST")) answer.Good();
    }

    // Servers before 2.3 have stages only.
    private static string? StageOf(string alias) => alias switch { ModelGroup.Production => "Production", "staging" => "Staging", _ => null };

    private static void Key(Utf8JsonWriter writer, string name, string version)
    {
        writer.WriteString("name", name);
        writer.WriteString("version", version);
    }

    private sealed record ServerVersion(string Number, IReadOnlyDictionary<string, string> Tags, IReadOnlySet<string> Aliases)
    {
        public long Order => long.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : long.MaxValue;

        public static ServerVersion Of(MlflowAnswer answer, JsonElement version) => new(
            answer.Need(version, "version"), MlflowAnswer.Entries(version, "tags"),
            MlflowAnswer.List(version, "aliases").Where(alias => alias.ValueKind == JsonValueKind.String).Select(alias => alias.GetString()!).ToHashSet(StringComparer.Ordinal));
    }
}
