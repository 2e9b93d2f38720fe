using System.Net.Http.Headers;
using Levain.Registry.Tracking;
using Levain.Remotes;

namespace Levain.Registry;

/// <summary>A tracking server that speaks MLflow's REST API. It waits only as long as it is told to, and says in one sentence what went wrong.</summary>
/// <remarks>
/// What was sent in part is completed by the next attempt: runs are found again by a tag, parameters and metrics that are there are not sent again.
/// Limits of the server are kept: names are made such as it takes, long values are cut and that is said.
/// </remarks>
public sealed class MlflowServer : IRunSink, IDisposable
{
    private readonly Uri address;
    private readonly HttpExchange exchange;
    private readonly MlflowApi api;
    private readonly ServerRuns runs;
    private readonly TrackingPatience patience;

    internal MlflowServer(TrackingLocation location, AuthenticationHeaderValue? credentials, TrackingPatience patience, TimeProvider clock, Random chance)
    {
        (this.patience, address, Name) = (patience, location.Address ?? throw new ArgumentException("a folder has no address", nameof(location)), location.Text);
        var who = $"the MLflow server `{Name}`";
        exchange = new HttpExchange(who, credentials, patience.Request, clock, chance);
        api = new MlflowApi(address, who, exchange, patience.Request, clock);
        runs = new ServerRuns(api);
    }

    public string Name { get; }

    public void Dispose() => exchange.Dispose();

    public async Task<IReadOnlyList<string>> WriteAsync(TrackedRun run, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var experiment = await runs.ExperimentAsync(run.Experiment, cancellation).ConfigureAwait(false);
        var there = await runs.FindAsync(experiment, run.Id, cancellation).ConfigureAwait(false);
        if (there?.IsDeleted == true) return [$"run `{run.Name}` was deleted on {api.Who}, and stays so"];
        var sent = SentDigest(run);
        var parent = run.Parent is { } id ? await runs.IdOfAsync(experiment, id, cancellation).ConfigureAwait(false) : null;
        if (there?.Tags.GetValueOrDefault(MlflowTags.Sent) == sent && (parent is null || there.Tags.GetValueOrDefault(MlflowTags.Parent) == parent))
        {
            runs.Remember(run, there);
            return [];
        }

        var target = there ?? await runs.CreateAsync(run, experiment, parent, cancellation).ConfigureAwait(false);
        runs.Remember(run, target);
        var notices = new List<string>();
        await FillAsync(run, parent, target, there, notices, cancellation).ConfigureAwait(false);
        await LogAsync(target.Id, writer =>
        {
            writer.WriteStartArray("tags");
            writer.WriteRawValue(MlflowApi.Json(tag =>
            {
                tag.WriteString("key", MlflowTags.Sent);
                tag.WriteString("value", sent);
            }));
            writer.WriteEndArray();
        }, cancellation).ConfigureAwait(false);
        return notices;
    }

    public async Task<IReadOnlyList<string>> WriteAsync(TrackedVersion version, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        ServerRun? run = null;
        if (version is { Run: { } id, Experiment: { } experiment })
            run = await runs.FindAsync(await runs.ExperimentAsync(experiment, cancellation).ConfigureAwait(false), id, cancellation).ConfigureAwait(false);
        var notices = new List<string>();
        await new ServerModels(api).WriteAsync(version, run, notices, cancellation).ConfigureAwait(false);
        return notices;
    }

    private async Task FillAsync(TrackedRun run, string? parent, ServerRun target, ServerRun? there, List<string> notices, CancellationToken cancellation)
    {
        try
        {
            await LogAsync(target.Id, new RunBatches(run, parent, there, ValueLimits.Now), notices, cancellation).ConfigureAwait(false);
        }
        catch (RemoteException error) when (error.Fault == RemoteFault.Wrong && !ValueLimits.Older.Holds(run))
        {
            await LogAsync(target.Id, new RunBatches(run, parent, there, ValueLimits.Older), notices, cancellation).ConfigureAwait(false);
        }

        await LogInputsAsync(run, target, cancellation).ConfigureAwait(false);
        await new ArtifactUpload(api, address, patience.LargestArtifact).SendAsync(run, target, isNew: there is null, notices, cancellation).ConfigureAwait(false);
        (await api.PostAsync("runs/update", writer =>
        {
            writer.WriteString("run_id", target.Id);
            writer.WriteString("status", run.Status.ToString().ToUpperInvariant());
            if (run.End is { } end) writer.WriteNumber("end_time", MlflowFolder.Millis(end));
        }, cancellation).ConfigureAwait(false)).Good();
    }

    private async Task LogAsync(string run, RunBatches batches, List<string> notices, CancellationToken cancellation)
    {
        foreach (var call in batches.Calls()) await LogAsync(run, call, cancellation).ConfigureAwait(false);
        notices.AddRange(batches.Notices);
    }

    private async Task LogAsync(string run, Action<System.Text.Json.Utf8JsonWriter> fields, CancellationToken cancellation) => (await api.PostAsync("runs/log-batch", writer =>
    {
        writer.WriteString("run_id", run);
        fields(writer);
    }, cancellation).ConfigureAwait(false)).Good();

    private async Task LogInputsAsync(TrackedRun run, ServerRun target, CancellationToken cancellation)
    {
        if (run.Datasets.Count == 0) return;
        var answer = await api.PostAsync("runs/log-inputs", writer =>
        {
            writer.WriteString("run_id", target.Id);
            writer.WriteStartArray("datasets");
            foreach (var data in run.Datasets.Select(MlflowDataset.Of)) writer.WriteRawValue(ServerDataset.Json(data));
            writer.WriteEndArray();
        }, cancellation).ConfigureAwait(false);
        // Servers before 2.4 know no datasets; the tags say what was read, too.
        if (!answer.IsUnknownCall) answer.Good();
    }

    // Of the run alone, not of the server's names for it: it says whether all of it has arrived.
    private static string SentDigest(TrackedRun run) => Digest.Of(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(run with { Artifacts = [.. run.Artifacts.Select(artifact => artifact with { Path = "" })] }, RunJson.Plain.TrackedRun)).Hex;
}
