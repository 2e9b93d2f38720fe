using System.Security.Cryptography;
using Levain.Building;
using Levain.Locks;
using Levain.Store;

namespace Levain.Soak;

/// <summary>Looks at a workspace after a fault: the next build must succeed without help, give what an undisturbed one gives, and leave a store without fault.</summary>
internal sealed class Judge : IDisposable
{
    private readonly SoakFolder folder = new();
    private readonly Dictionary<int, Expected> undisturbed = [];

    /// <summary>What is wrong, or null.</summary>
    /// <param name="mends">Whether the store may hold damage that the build had no reason to find: it is then mended first.</param>
    public async Task<string?> VerdictAsync(SoakWorkspace workspace, int generation, bool mends = false)
    {
        var expected = await ExpectedAsync(generation).ConfigureAwait(false);
        try
        {
            workspace.Lock();
            if (await workspace.BuildAsync(generation).ConfigureAwait(false) is { } error) return $"the next build fails: {error}";
            var opened = workspace.Open();
            var found = Expected.Of(opened);
            if (!found.Snapshots.SequenceEqual(expected.Snapshots)) return "the next build pins another snapshot than an undisturbed one";
            if (!found.Outputs.SequenceEqual(expected.Outputs)) return $"the next build gives other outputs than an undisturbed one: {string.Join(", ", found.Outputs.Except(expected.Outputs))}";
            foreach (var content in found.Contents)
                if (Read(opened.Store, content) is { } wrong) return wrong;
            if (mends) Mend(opened);
            return new StoreWalk(workspace.Open().Folder).Faults().FirstOrDefault();
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

    // Whatever reads an object sets it aside when it is damaged; an action without meaning is a miss, and stays one.
    private static void Mend(Workspace workspace)
    {
        foreach (var digest in new StoreWalk(workspace.Folder).Objects())
            try
            {
                using var content = workspace.Store.Open(digest);
                content.CopyTo(Stream.Null);
            }
            catch (LostObjectException)
            {
            }

        foreach (var path in Directory.EnumerateFiles(workspace.Folder.Actions, "*", SearchOption.AllDirectories))
            if (Digest.TryParseHex(Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileName(path), out var key) && workspace.Actions.Find(key) is null) File.Delete(path);
    }

    /// <summary>What a workspace has pinned and recorded.</summary>
    private sealed record Expected(IReadOnlyList<(string Name, Content Content, long Size, long Files)> Snapshots, IReadOnlyList<(string Stage, Digest Key, Content Output)> Outputs)
    {
        public IEnumerable<Content> Contents => [.. Snapshots.Select(snapshot => snapshot.Content), .. Outputs.Select(output => output.Output)];

        public static Expected Of(Workspace workspace) => new(
            [.. workspace.ReadDataLock().Snapshots.Select(snapshot => (snapshot.Name, snapshot.Content, snapshot.Size, snapshot.Files))],
            [.. workspace.ReadModelLock(FaultHost.FaultPipeline.Whole).Find(new BuildProfile("public").Section)!.Stages.Select(stage => (stage.Name, stage.Key, stage.Output))]);
    }
}
