using Levain.Host.Output;
using Levain.Host.Registering;
using Levain.Registry;

namespace Levain.Host.Tracking;

/// <summary>Tracks what the targets do: in <c>.levain/mlruns</c>, or where <c>MLFLOW_TRACKING_URI</c> says. What goes wrong is a warning, and fails nothing.</summary>
/// <remarks>
/// Below <c>.levain</c>, since runs are of one machine and never committed. A build server throws its folders away: there the variable has to say where.
/// </remarks>
internal sealed class HostTracking(HostContext context, string target)
{
    private const string AddressVariable = "MLFLOW_TRACKING_URI", SwitchVariable = "LEVAIN_TRACKING", Folder = ".levain/mlruns";

    private readonly DateTimeOffset started = context.Workspace.Clock.GetUtcNow();

    /// <summary>Tracks a build in which something ran.</summary>
    /// <param name="registered">What was registered, by model and evaluation.</param>
    public Task BuiltAsync(ModelBuilds builds, IReadOnlyList<Output.ModelReport> reports, ILookup<string, KeyValuePair<string, VersionRecord>>? registered = null) =>
        // Not even an assembly is loaded for a build of nothing.
        registered is not { Count: > 0 } && !reports.Any(report => report.Rows.Any(row => row.Duration is not null)) ? Task.CompletedTask : TrackAsync(builds, reports, registered);

    private Task TrackAsync(ModelBuilds builds, IReadOnlyList<Output.ModelReport> reports, ILookup<string, KeyValuePair<string, VersionRecord>>? registered) => SendAsync(tracking =>
    {
        var ran = reports.ToDictionary(report => report.Model, report => report.Rows.Where(row => row.Duration is not null).Select(row => row.Stage).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var runs = new BuildRuns(context, target, started, context.Workspace.Clock.GetUtcNow());
        // The plan of before knows no output of what ran.
        var made = builds.Plan().Where(model => model.Plan is not null).SelectMany(model => runs.Of(model.Plan!, ran[model.Name], (registered?[model.Name] ?? []).DistinctBy(record => record.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal))).ToList();
        return made.Count == 0 ? Task.FromResult<IReadOnlyList<string>>([]) : tracking.TrackAsync(made, context.Stopping);
    });

    /// <summary>Shows a version as it is now where runs are kept, too.</summary>
    public Task DecidedAsync(ModelGroup group, ModelVersion version) => version.Record is not { } record ? Task.CompletedTask :
        SendAsync(tracking => tracking.TrackAsync(TrackedVersion.Of(group, version, TrackedRun.Of(record, version.At, version.At)), context.Stopping));

    private async Task SendAsync(Func<RunTracking, Task<IReadOnlyList<string>>> send)
    {
        try
        {
            if (Location() is not { } location) return;
            var (patience, clock) = (new TrackingPatience(), context.Workspace.Clock);
            var sink = location.Open(Environment.GetEnvironmentVariable, clock, patience);
            using var owned = sink as IDisposable;
            // What waits for one server is not for another.
            var queue = location.Address is null ? null : new WaitingRuns(Path.Combine(context.Folders.Root, ".levain", "tracking", Digest.Of(location.Text).Hex[..16]), patience, clock);
            foreach (var notice in await send(new RunTracking(sink, queue, patience, clock))) Warn(notice);
        }
        catch (BuildException error)
        {
            Warn($"nothing is tracked: {error.Message}{(error.Hint is { } hint ? $" ({hint})" : "")}");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Warn($"nothing is tracked: an error of ours, {error.GetType().Name}: {error.Message}");
        }
    }

    private TrackingLocation? Location()
    {
        switch (Environment.GetEnvironmentVariable(SwitchVariable))
        {
            case null or "" or "on": break;
            case "off": return null;
            default: throw new UsageException($"`{SwitchVariable}` is neither `on` nor `off`");
        }

        if (Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 } named) return TrackingLocation.Parse(named, context.Folders.Root);
        return Environment.GetEnvironmentVariable("CI") is "true" or "1" ? null : TrackingLocation.Parse(Folder, context.Folders.Root);
    }

    private static void Warn(string sentence) => Console.Error.WriteLine($"warning: {TextWidth.Clean(sentence)}");
}
