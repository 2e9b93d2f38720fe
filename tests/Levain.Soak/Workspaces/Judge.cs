using System.Security.Cryptography;
using Levain.Building;
using Levain.FaultHost;
using Levain.Remotes;
using Levain.Store;

namespace Levain.Soak;

/// <summary>Looks at a workspace after a fault: the next build must succeed without help, give what an undisturbed one gives, and leave a store without fault.</summary>
internal sealed class Judge : IDisposable
{
    private readonly SoakFolder folder = new();
    private readonly Dictionary<int, Expected> undisturbed = [];

    /// <summary>What is wrong, or null.</summary>
    /// <param name="mends">Whether the store may hold damage that the build had no reason to find: it is then repaired first.</param>
    /// <param name="shares">Whether store and remote hold all that they should, so that a clone gets everything after a push.</param>
    public async Task<string?> VerdictAsync(SoakWorkspace workspace, int generation, bool mends = false, bool shares = true)
    {
        var expected = await ExpectedAsync(generation).ConfigureAwait(false);
        try
        {
            workspace.Lock();
            if (await NextBuildAsync(workspace, generation, expected, mends, isClone: false).ConfigureAwait(false) is { } wrong) return wrong;
            return workspace.IsShared ? await OfCloneAsync(workspace, generation, expected, shares).ConfigureAwait(false) : null;
        }
        catch (BuildException error)
        {
            return $"the next build is refused: {error.Message}";
        }
    }

    public void Dispose() => folder.Dispose();

    private async Task<Expected> ExpectedAsync(int generation)
    {
        if (undisturbed.TryGetValue(generation, out var known)) return known;
        var workspace = new SoakWorkspace(Path.Combine(folder.Root, $"{generation}"));
        Directory.CreateDirectory(workspace.Root);
        workspace.WriteSources(generation);
        workspace.Lock();
        if (await workspace.BuildAsync(generation).ConfigureAwait(false) is { } error) throw new InvalidOperationException($"an undisturbed build fails: {error}");
        return undisturbed[generation] = Expected.Of(workspace.Open());
    }

    /// <summary>Reads all of a content through the store, and hashes it again.</summary>
    private static string? Read(IContentStore store, Content content)
    {
        if (content.IsTree)
            return store.ReadTree(content.Digest).Entries.Select(entry => Read(store, new Content(entry.Digest, entry.Kind == EntryKind.Directory))).FirstOrDefault(wrong => wrong is not null);
        using var stream = store.Open(content.Digest);
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == content.Digest.Hex ? null : $"the store hands out other bytes for {content.Digest}";
    }

    private static async Task<string?> NextBuildAsync(SoakWorkspace workspace, int generation, Expected expected, bool mends, bool isClone)
    {
        if (await workspace.BuildAsync(generation).ConfigureAwait(false) is { } error) return $"the next build fails: {error}";
        // What a fresh build has no reason to read is found by reading everything, and made again after that.
        if (mends && Commands.Check(workspace.Root, repair: true).Findings.FirstOrDefault(finding => !finding.Repaired) is { } kept) return $"a repair leaves {kept}";
        if (mends && await workspace.BuildAsync(generation).ConfigureAwait(false) is { } second) return $"the build after a repair fails: {second}";
        var opened = workspace.Open();
        var found = Expected.Of(opened);
        if (!found.Snapshots.SequenceEqual(expected.Snapshots)) return "the next build pins another snapshot than an undisturbed one";
        if (!found.Outputs.SequenceEqual(expected.Outputs)) return $"the next build gives other outputs than an undisturbed one: {string.Join(", ", found.Outputs.Except(expected.Outputs))}";
        // What lies between may be lost, or still at a remote, while nothing needs it: then no action may promise it either, and Fsck looks after that.
        foreach (var (content, isNeeded) in found.Contents(isClone))
            if ((isNeeded || opened.Store.HasWhole(content)) && Read(opened.Store, content) is { } wrong) return wrong;
        return Inspect(workspace) ?? Leftovers.FirstOf(workspace.Open().Folder);
    }

    // Whoever pushes after a fault has all of it at the remote, and whoever clones then gets all of it.
    private static async Task<string?> OfCloneAsync(SoakWorkspace workspace, int generation, Expected expected, bool shares)
    {
        if (shares)
        {
            await workspace.PushAsync().ConfigureAwait(false);
            workspace.Forget();
            if ((await workspace.PullAsync().ConfigureAwait(false)).FirstOrDefault(row => row.State == TransferState.Missing) is { } missing) return $"a clone does not get `{missing.Name}` after a push";
        }
        else
        {
            workspace.Forget();
        }

        return await NextBuildAsync(workspace, generation, expected, mends: false, isClone: true).ConfigureAwait(false) is { } wrong ? $"in a clone, {wrong}" : null;
    }

    private static string? Inspect(SoakWorkspace workspace)
    {
        var findings = Commands.Check(workspace.Root, repair: false).Findings;
        return findings.Count > 0 ? $"Fsck finds {string.Join("; ", findings.Take(3))}" : null;
    }

    /// <summary>What a workspace has pinned and recorded.</summary>
    private sealed record Expected(IReadOnlyList<(string Name, Content Content, long Size, long Files)> Snapshots, IReadOnlyList<(string Stage, Digest Key, Content Output)> Outputs)
    {
        public IEnumerable<(Content, bool IsNeeded)> Contents(bool isClone) => [.. Snapshots.Select(snapshot => (snapshot.Content, !isClone)), .. Outputs.Select(output => (output.Output, Goals.Contains(output.Stage)))];

        private static HashSet<string> Goals { get; } = [.. new FaultPipeline(FaultPipeline.Whole, Operation.Before).Compose(new BuildProfile("public")).Select(stage => stage.Name)];

        public static Expected Of(Workspace workspace) => new(
            [.. workspace.ReadDataLock().Snapshots.Select(snapshot => (snapshot.Name, snapshot.Content, snapshot.Size, snapshot.Files))],
            [.. workspace.ReadModelLock(FaultPipeline.Whole).Find(new BuildProfile("public").Section)!.Stages.Select(stage => (stage.Name, stage.Key, stage.Output))]);
    }
}
