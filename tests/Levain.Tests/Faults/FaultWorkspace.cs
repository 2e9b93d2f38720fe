using System.Diagnostics;
using System.Globalization;
using Levain.Actions;
using Levain.Building;
using Levain.FaultHost;
using Levain.Locks;
using Levain.Scheduling;
using Levain.Store;
using Levain.Testing;

namespace Levain.Tests.Faults;

/// <summary>A workspace in which the fault program builds, and what a test wants to know of it.</summary>
internal sealed class FaultWorkspace : IDisposable
{
    private int ledgers;

    public string Root { get; } = Directory.CreateTempSubdirectory("levain-fault-").FullName;

    public string LockPath => Path.Combine(Root, "models", "wide", "model.lock.json");

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Levain.FaultHost");

    /// <summary>Builds the wide pipeline in this process, with nothing in the way.</summary>
    public async Task<ModelReport> BuildAsync(int generation, string pipeline = "wide", IBuildEvents? events = null)
    {
        var session = new BuildSession(Workspace.Open(Root), new NamedStageCodes(), new BuildSettings { Jobs = 2 });
        return await session.BuildAsync(session.Plan(new ModelProject(pipeline, new FaultPipeline(pipeline, generation)), new BuildProfile()), events);
    }

    /// <summary>Starts the program, behind <paramref name="wrapper"/> if there is one.</summary>
    public Process Start(string[] command, string? ledger = null, params string[] wrapper)
    {
        string[] line = [.. wrapper, Program, command[0], Root, .. command[1..]];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment[Ledger.Variable] = ledger ?? "";
        return Process.Start(start)!;
    }

    /// <summary>Runs the program to its end.</summary>
    public Ended Run(string[] command, string? ledger = null, params string[] wrapper)
    {
        using var process = Start(command, ledger, wrapper);
        process.StandardInput.Close();
        return Ended.Of(process);
    }

    public string NewLedger() => Directory.CreateDirectory(Path.Combine(Root, "ledgers", (++ledgers).ToString(CultureInfo.InvariantCulture))).FullName;

    public string PathOf(string relative) => Path.Combine(Root, ".levain", relative);

    /// <summary>The keys of all actions that are recorded, whole and readable.</summary>
    public HashSet<Digest> Recorded()
    {
        var cache = new ActionCache(StoreFolder.Open(PathOf("")));
        return [.. Files("actions").Select(path => Digest.TryParseHex(Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileName(path), out var key) && cache.Find(key) is not null ? key : default)];
    }

    /// <summary>Fails when an object does not hold the bytes that its name says.</summary>
    public void VerifyObjects()
    {
        var store = new FileContentStore(StoreFolder.Open(PathOf("")));
        foreach (var path in Files("objects"))
        {
            Assert.True(Digest.TryParseHex(Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileName(path), out var digest), $"{path} is no object");
            store.Read(digest);
        }
    }

    public IReadOnlyList<string> Files(string folder) => Directory.Exists(PathOf(folder)) ? Directory.GetFiles(PathOf(folder), "*", SearchOption.AllDirectories) : [];

    /// <summary>By stage, what the lock says that it made.</summary>
    public IReadOnlyDictionary<string, Content> Outputs(string model = "wide") =>
        ModelLock.Load(Path.Combine(Root, "models", model, "model.lock.json")).Find("sample/dev")!.Stages.ToDictionary(stage => stage.Name, stage => stage.Output);

    public void Dispose() => ReadOnlyTree.TryDelete(Root);
}

/// <summary>How a process ended and what it said.</summary>
internal sealed record Ended(int ExitCode, string Output, string Errors)
{
    public static Ended Of(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
