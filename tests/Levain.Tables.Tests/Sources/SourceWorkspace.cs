using System.Collections.Concurrent;
using Levain.Building;
using Levain.Locks;
using Levain.Planning;
using Levain.Remotes;
using Levain.Store;
using Levain.Tables.Sources;
using Levain.Testing;

namespace Levain.Tables.Tests.Sources;

/// <summary>A workspace whose snapshots come from anywhere, as the targets <c>Lock</c> and <c>Train</c> see it.</summary>
internal sealed class SourceWorkspace : ITransferEvents, IDisposable
{
    /// <summary>Enough for a server that behaves, and little for one that does not.</summary>
    public static RemotePatience Little { get; } = new() { Attempts = 3, Stall = TimeSpan.FromMilliseconds(300), FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5) };

    private readonly TestWorkspace workspace = new() { Profile = new BuildProfile("public", "dev") };
    private long moved;

    public SourceOptions Options { get; set; } = new() { Patience = Little, Jobs = 3 };

    /// <summary>Environment variables.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public ConcurrentQueue<string> Notices { get; } = new();

    /// <summary>Bytes that came from afar.</summary>
    public long Moved => Interlocked.Read(ref moved);

    public string Root => workspace.Root;

    public string Store => Path.Combine(Root, ".levain");

    public FileContentStore Contents => (FileContentStore)workspace.Workspace.Store;

    public DataLock Lock => workspace.Workspace.ReadDataLock();

    public SourceWorkspace Mirrored(params string[] mirrors)
    {
        Options = Options with { Mirrors = [.. mirrors.Select(mirror => RemoteLocation.Parse(mirror, inCi: false, "/"))] };
        return this;
    }

    /// <summary>Another workspace with this one's lock and files that are committed, and no bytes.</summary>
    public SourceWorkspace Clone()
    {
        var clone = new SourceWorkspace { Options = Options };
        foreach (var path in Directory.EnumerateFiles(Root)) File.Copy(path, Path.Combine(clone.Root, Path.GetFileName(path)));
        return clone;
    }

    public string Write(string path, string text) => workspace.Write(path, text);

    public string Write(string path, byte[] bytes)
    {
        var full = workspace.Write(path, "");
        File.WriteAllBytes(full, bytes);
        return full;
    }

    /// <summary>What <c>Lock --snapshot data --source SOURCE --yes</c> does; without a source what is pinned is taken anew.</summary>
    public async Task<Snapshot> LockAsync(string? source = null, Digest? digest = null, string name = "data")
    {
        using var sources = Sources();
        var pinning = new SnapshotPinning(workspace.Workspace, workspace.Profile, sources);
        var changes = await pinning.TakeAsync([name], source, digest, TestContext.Current.CancellationToken);
        pinning.Write([.. changes.Where(change => change.IsChange)]);
        return changes.Single().Now;
    }

    public async Task<BuildException> RefusedLockAsync(string source, Digest? digest = null) =>
        await Assert.ThrowsAnyAsync<BuildException>(() => LockAsync(source, digest));

    /// <summary>What <c>Train</c> does when a stage reads the snapshot.</summary>
    public async Task<ModelReport> BuildAsync()
    {
        var session = new BuildSession(workspace.Workspace, workspace.Codes, workspace.Settings, sources: Sources);
        return await session.BuildAsync(session.Plan(new ModelProject("test", new ReadingPipeline()), workspace.Profile, OptionOverrides.Parse([])), workspace.Events, TestContext.Current.CancellationToken);
    }

    /// <summary>The names and digests that the stage of the last build saw.</summary>
    public string SeenBy(ModelReport report)
    {
        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        return workspace.TextOf(report, "Lists");
    }

    public static string ErrorOf(ModelReport report) => report.Outcomes.Single().Error!.Message;

    /// <summary>Files of a content by their paths, with their texts.</summary>
    public Dictionary<string, string> TextsOf(Content content)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        Read(content, "");
        return texts;

        void Read(Content at, string path)
        {
            if (!at.IsTree) texts.Add(path, System.Text.Encoding.UTF8.GetString(Contents.Read(at.Digest)));
            else
                foreach (var entry in Contents.ReadTree(at.Digest).Entries) Read(new(entry.Digest, entry.Kind == EntryKind.Directory), $"{path}/{entry.Name}");
        }
    }

    /// <summary>All files of the workspace, its store among them, in which the text stands.</summary>
    public IEnumerable<string> FilesWith(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Where(path => File.ReadAllBytes(path).AsSpan().IndexOf(bytes) >= 0 || path.Contains(text, StringComparison.Ordinal));
    }

    /// <summary>What lies in a folder of the store.</summary>
    public IReadOnlyList<string> Stored(string folder) => Directory.Exists(Path.Combine(Store, folder)) ? [.. Directory.EnumerateFileSystemEntries(Path.Combine(Store, folder), "*", SearchOption.AllDirectories)] : [];

    public SourceSet Sources() => new(workspace.Workspace, new RemoteCredentials(Variables.GetValueOrDefault), this, Options);

    public void Dispose()
    {
        ReadOnlyTree.TryDelete(Store);
        workspace.Dispose();
    }

    void ITransferEvents.Planned(int files, long bytes) { }

    void ITransferEvents.Transferred(long bytes) => Interlocked.Add(ref moved, bytes);

    void ITransferEvents.FileDone() { }

    void ITransferEvents.Noticed(string message) => Notices.Enqueue(message);

    private sealed class ReadingPipeline : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [new Lists { Data = Artifact.Snapshot<Levain.Files>("data") }];
    }
}
