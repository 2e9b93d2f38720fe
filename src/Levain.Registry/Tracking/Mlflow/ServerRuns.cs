using System.Collections.Concurrent;
using System.Text.Json;
using Levain.Remotes;

namespace Levain.Registry.Tracking;

/// <summary>Finds and makes experiments and runs on a server. A server names runs itself: ours have their id in a tag.</summary>
internal sealed class ServerRuns(MlflowApi api)
{
    private const int LongestExperiment = 500, LongestName = 250;

    private readonly ConcurrentDictionary<string, string> experiments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> runs = new(StringComparer.Ordinal);

    /// <summary>The id of an experiment, made when it is not there.</summary>
    public async Task<string> ExperimentAsync(string experiment, CancellationToken cancellation)
    {
        var name = MlflowNames.Cut(experiment, LongestExperiment);
        if (experiments.TryGetValue(name, out var known)) return known;
        var id = await FindExperimentAsync(name, cancellation).ConfigureAwait(false);
        if (id is null)
        {
            var made = await api.PostAsync("experiments/create", writer => writer.WriteString("name", name), cancellation).ConfigureAwait(false);
            // Of two who make it at once one is told that it is there.
            if (made.Is("RESOURCE_ALREADY_EXISTS")) id = await FindExperimentAsync(name, cancellation).ConfigureAwait(false);
            id ??= made.Good().Need(made.Body, "experiment_id");
        }

        return experiments[name] = id;
    }

    /// <summary>The run with our id; null when the server has none.</summary>
    /// <remarks>The server promises nobody to be the only one. Where two made it at once and both filled theirs, whoever comes next leaves one of them.</remarks>
    public async Task<ServerRun?> FindAsync(string experiment, string id, CancellationToken cancellation)
    {
        var all = await AllAsync(experiment, id, cancellation).ConfigureAwait(false);
        if (all is not [var first, ..]) return null;
        if (first.Tags.TryGetValue(MlflowTags.Sent, out var sent))
            foreach (var other in all.Skip(1).Where(other => !other.IsDeleted && other.Tags.GetValueOrDefault(MlflowTags.Sent) == sent)) await DeleteAsync(other.Id, cancellation).ConfigureAwait(false);
        return first;
    }

    /// <summary>The server's id of a run of ours; null when it is not there.</summary>
    public async Task<string?> IdOfAsync(string experiment, string id, CancellationToken cancellation) =>
        runs.TryGetValue(id, out var known) ? known : (await FindAsync(experiment, id, cancellation).ConfigureAwait(false))?.Id;

    /// <summary>The server's name of a run that was seen before.</summary>
    public void Remember(TrackedRun run, ServerRun found) => runs[run.Id] = found.Id;

    /// <summary>Makes a run, or finds the one that somebody else made in the same moment.</summary>
    public async Task<ServerRun> CreateAsync(TrackedRun run, string experiment, string? parent, CancellationToken cancellation)
    {
        var answer = (await api.PostAsync("runs/create", writer =>
        {
            writer.WriteString("experiment_id", experiment);
            writer.WriteNumber("start_time", MlflowFolder.Millis(run.Start));
            writer.WriteString("run_name", MlflowNames.Cut(MlflowTags.NameOf(run), LongestName));
            writer.WriteString("user_id", MlflowNames.Cut(run.User, LongestName));
            writer.WriteStartArray("tags");
            Tag(writer, MlflowTags.Run, run.Id);
            if (parent is not null) Tag(writer, MlflowTags.Parent, parent);
            writer.WriteEndArray();
        }, cancellation).ConfigureAwait(false)).Good();
        var made = ServerRun.Of(answer, answer.Part("run"));

        // An attempt that broke off may have made one too, and so may another process: those who see each other agree on the first by its id.
        var first = await FindAsync(experiment, run.Id, cancellation).ConfigureAwait(false) ?? made;
        if (first.Id == made.Id) return made;
        await DeleteAsync(made.Id, cancellation).ConfigureAwait(false);
        return first;
    }

    private async Task DeleteAsync(string id, CancellationToken cancellation) => (await api.PostAsync("runs/delete", writer => writer.WriteString("run_id", id), cancellation).ConfigureAwait(false)).Good();

    private static void Tag(Utf8JsonWriter writer, string key, string value)
    {
        writer.WriteStartObject();
        writer.WriteString("key", key);
        writer.WriteString("value", value);
        writer.WriteEndObject();
    }

    private async Task<string?> FindExperimentAsync(string name, CancellationToken cancellation)
    {
        var answer = await api.GetAsync("experiments/get-by-name", [new("experiment_name", name)], cancellation).ConfigureAwait(false);
        if (answer.Is("RESOURCE_DOES_NOT_EXIST")) return null;
        var found = answer.Good().Part("experiment");
        if (MlflowAnswer.Text(found, "lifecycle_stage") == "deleted")
            throw new RemoteException($"experiment `{name}` was deleted on {api.Who}", RemoteFault.Refused, "restore it there, or name another experiment");
        return answer.Need(found, "experiment_id");
    }

    // Those that live come first: a deleted one only counts where there is no other.
    private async Task<IReadOnlyList<ServerRun>> AllAsync(string experiment, string id, CancellationToken cancellation)
    {
        var answer = (await api.PostAsync("runs/search", writer =>
        {
            writer.WriteStartArray("experiment_ids");
            writer.WriteStringValue(experiment);
            writer.WriteEndArray();
            writer.WriteString("filter", $"tags.`{MlflowTags.Run}` = '{id}'");
            writer.WriteString("run_view_type", "ALL");
            writer.WriteNumber("max_results", 100);
        }, cancellation).ConfigureAwait(false)).Good();
        return [.. MlflowAnswer.List(answer.Body, "runs").Select(run => ServerRun.Of(answer, run)).Where(run => run.Tags.GetValueOrDefault(MlflowTags.Run) == id).OrderBy(run => run.IsDeleted).ThenBy(run => run.Id, StringComparer.Ordinal)];
    }
}
