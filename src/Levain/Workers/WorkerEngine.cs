using System.Diagnostics;
using Levain.Planning;
using Levain.Scheduling;
using Levain.Store;

namespace Levain.Workers;

/// <summary>Runs each stage in a process of its own that sees a store with the declared inputs only.</summary>
internal sealed class WorkerEngine(IContentStore store, WorkerLaunch launch, WorkerConditions conditions, BuildProfile profile, IReadOnlyList<string> overrides) : IEngine
{
    private readonly StageReader reader = new();

    public async Task<RunResult> RunAsync(RunRequest request, CancellationToken cancellation)
    {
        var files = new WorkerFiles(Path.Combine(request.Scratch, "worker"));
        Directory.CreateDirectory(files.Run);
        CopyInputs(request.Inputs.Values, new FileContentStore(StoreFolder.Open(files.Store)));
        var asked = new WorkerRequest
        {
            Model = request.Model,
            Profile = profile,
            Overrides = overrides,
            Stage = request.Name,
            Inputs = [.. reader.Read(request.Stage).Inputs.Select(input => KeyValuePair.Create(input.Name, request.Inputs[input.Origin]))],
            Threads = conditions.Threads ?? request.Threads,
            StrangeCulture = conditions.StrangeCulture,
        };
        await File.WriteAllBytesAsync(files.Request, asked.ToBytes(), cancellation).ConfigureAwait(false);

        var said = await RunProcessAsync(files, cancellation).ConfigureAwait(false);
        if (!File.Exists(files.Result)) throw new BuildException($"the worker process of `{request.Name}` ended without a result", said.Length > 0 ? said : null);
        var result = WorkerResult.Parse(await File.ReadAllBytesAsync(files.Result, cancellation).ConfigureAwait(false));
        if (result.Run is null) throw result.ToException();

        Move(files.Output, request.Output);
        return result.Run;
    }

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from)) Directory.Move(from, to);
        else if (File.Exists(from)) File.Move(from, to);
    }

    // Copies, no links: what the worker does to its inputs must not reach ours.
    private void CopyInputs(IEnumerable<Content> contents, IContentStore target)
    {
        foreach (var content in contents.Distinct())
            if (content.IsTree) CopyTree(content.Digest, target);
            else CopyFile(content.Digest, target);
    }

    private void CopyTree(Digest digest, IContentStore target)
    {
        foreach (var entry in store.ReadTree(digest).Entries)
            if (entry.Kind == EntryKind.Directory) CopyTree(entry.Digest, target);
            else CopyFile(entry.Digest, target);
        CopyFile(digest, target);
    }

    private void CopyFile(Digest digest, IContentStore target)
    {
        using var content = store.Open(digest);
        target.Put(content);
    }

    private async Task<string> RunProcessAsync(WorkerFiles files, CancellationToken cancellation)
    {
        var command = conditions.Wrap([.. launch.Command, "--worker", files.Folder], files.Folder, launch.Needs);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = conditions.WorkingDirectory ?? files.Run };
        if (!conditions.KeepsEnvironment) start.Environment.Clear();
        foreach (var (name, value) in launch.Environment.Concat(conditions.Environment)) start.Environment[name] = value;

        using var process = Process.Start(start) ?? throw new BuildException($"`{command[0]}` could not be started");
        // Its input stays open and empty as long as we live: that is how a worker notices when we are killed.
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return ((await output.ConfigureAwait(false)) + (await errors.ConfigureAwait(false))).Trim();
    }
}
