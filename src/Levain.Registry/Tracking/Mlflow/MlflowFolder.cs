using System.Globalization;
using Levain.Registry.Tracking;
using Levain.Store;

namespace Levain.Registry;

/// <summary>Runs in MLflow's own folder layout (<c>mlruns/</c>), which <c>mlflow ui</c> reads; no server is needed, and none of MLflow either.</summary>
/// <remarks>
/// A new run appears whole, by one rename. One that is there already is brought up to date file by file, and what people added to it in MLflow stays.
/// Values are kept as they are: MLflow limits what is sent to it, not what it reads.
/// </remarks>
/// <param name="folder">Made when it is not there.</param>
public sealed class MlflowFolder(string folder, TimeProvider clock) : IRunSink
{
    private readonly string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    public string Name => root;

    public async Task<IReadOnlyList<string>> WriteAsync(TrackedRun run, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return await UnderLockAsync(space => Write(space, run), cancellation).ConfigureAwait(false);
    }

    /// <summary>The runs of an experiment, whoever made them, newest first; those that were deleted are left out, and so are files.</summary>
    public IReadOnlyList<TrackedRun> Read(string experiment)
    {
        try
        {
            if (new ExperimentFolders(root, null, clock).Find(experiment) is not { } found) return [];
            return [.. Directory.EnumerateDirectories(found).Select(run => FolderRun.Read(experiment, run)).OfType<TrackedRun>().OrderByDescending(run => run.Start).ThenBy(run => run.Id, StringComparer.Ordinal)];
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(root, error);
        }
    }

    public async Task<IReadOnlyList<string>> WriteAsync(TrackedVersion version, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        return await UnderLockAsync(space =>
        {
            new ModelFolder(root, space).Write(version, version.Run is { } id ? FindRun(id) : null);
            return [];
        }, cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<string>> UnderLockAsync(Func<Workspace, IReadOnlyList<string>> write, CancellationToken cancellation)
    {
        try
        {
            // MLflow looks at no folder of this ending, so that nobody sees what is half done.
            var space = new Workspace(Path.Combine(root, ".levain.trash"));
            using var held = await ProcessLock.AcquireAsync(Path.Combine(space.Folder, "lock"), "tracking", cancellation: cancellation).ConfigureAwait(false);
            space.Clear();
            return write(space);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(root, error);
        }
    }

    private IReadOnlyList<string> Write(Workspace space, TrackedRun run)
    {
        var experiment = new ExperimentFolders(root, space, clock).IdOf(run.Experiment);
        var target = Path.Combine(root, experiment, run.Id);
        if (IsDeleted(target)) return [$"run `{run.Name}` was deleted in MLflow, and stays so"];

        var files = new RunFiles(run, experiment, target);
        foreach (var data in run.Datasets.Select(MlflowDataset.Of)) space.Write(Path.Combine(root, experiment, "datasets", data.Id, "meta.yaml"), RunFiles.Meta(data));
        var notices = new List<string>();
        if (Directory.Exists(target))
        {
            files.WriteArtifacts(Path.Combine(target, "artifacts"), space, notices);
            files.WriteInto(target, space);
            return notices;
        }

        var staged = space.NewFolder();
        files.WriteArtifacts(Path.Combine(staged, "artifacts"), space, notices);
        files.WriteInto(staged, space);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        AtomicFile.Rename(staged, target);
        return notices;
    }

    private static bool IsDeleted(string target) =>
        Path.Combine(target, "meta.yaml") is var meta && File.Exists(meta) && FlatYaml.Read(File.ReadAllText(meta)).GetValueOrDefault("lifecycle_stage") == "deleted";

    private string? FindRun(string id) => !Directory.Exists(root) ? null : Directory.EnumerateDirectories(root).Select(each => Path.Combine(each, id)).FirstOrDefault(each => File.Exists(Path.Combine(each, "meta.yaml")));

    /// <summary>A moment as MLflow writes it: milliseconds since 1970.</summary>
    internal static long Millis(DateTimeOffset moment) => Math.Max(0, moment.ToUnixTimeMilliseconds());

    /// <summary>The address of a folder on this disk.</summary>
    internal static string AddressOf(string path) => string.Create(CultureInfo.InvariantCulture, $"file://{(path.StartsWith('/') ? "" : "/")}{Uri.EscapeDataString(path.Replace('\\', '/')).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal)}");
}
