using Levain.Collection;
using Levain.Store;

namespace Levain.Soak;

/// <summary>Does the same to a real store and to the model of one, and compares what both say.</summary>
internal sealed class StoreTrial : IDisposable
{
    private readonly SoakFolder home = new();
    private readonly ModelStore model = new();
    private StoreFolder folder, otherFolder;
    private FileContentStore store, other;
    // What a live process has put or asked for; for a tree its root.
    private readonly HashSet<Digest> leased = [];
    private int sources;

    public StoreTrial()
    {
        (folder, store) = Open();
        (otherFolder, other) = Open();
    }

    /// <summary>What the two disagree about, or null.</summary>
    public static string? Disagreement(IReadOnlyList<StoreAction> actions)
    {
        using var trial = new StoreTrial();
        foreach (var action in actions)
            if (trial.Do(action) is { } wrong) return $"{wrong} at {action}";
        if (trial.AskAll() is { } last) return last;
        trial.Switch();
        return trial.AskAll();
    }

    public void Dispose() => home.Dispose();

    private string? Do(StoreAction action) => action switch
    {
        StoreAction.Put put => Put(put.Bytes.ToArray(), put.AsStream),
        StoreAction.AddTree tree => AddTree(tree),
        StoreAction.Ask ask => WithObject(ask.Object, Ask),
        StoreAction.Seek seek => WithObject(seek.Object, digest => Seek(digest, seek.Places)),
        StoreAction.AskForNothing nothing => AskForNothing(Digest.Of($"nothing {nothing.Seed}")),
        StoreAction.Materialize tree => Materialize(tree.Tree),
        StoreAction.CheckOut tree => CheckOut(tree.Tree, tree.Mode),
        StoreAction.Switch => Switch(),
        StoreAction.Compact => Compact(),
        StoreAction.Collect collect => Collect(collect.Third, collect.EndsLeases),
        StoreAction.Reopen => Reopen(),
        StoreAction.Damage damage => WithObject(damage.Object, digest => Damage(digest, damage.Bit)),
        StoreAction.Delete delete => WithObject(delete.Object, Delete),
        _ => throw new InvalidOperationException($"{action} is new"),
    };

    private string? Put(byte[] bytes, bool asStream)
    {
        var digest = asStream ? store.Put(new MemoryStream(bytes)) : store.Put(bytes);
        if (digest != Digest.Of(bytes)) return $"{digest} is not the digest of what was put in";
        model.Keep(digest, bytes);
        return Ask(digest);
    }

    private string? AddTree(StoreAction.AddTree tree)
    {
        var root = Directory.CreateDirectory(Path.Combine(home.Root, $"source-{++sources}")).FullName;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var i = 0; i < tree.Files.Count; i++)
        {
            var name = i % 3 == 0 ? $"{i}" : $"below{i % 2}/{i}";
            files[name] = tree.Files[i].ToArray();
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, name))!);
            File.WriteAllBytes(Path.Combine(root, name), files[name]);
        }

        var content = store.AddPath(root, tree.How);
        leased.Add(content.Digest);
        foreach (var bytes in files.Values) model.Keep(Digest.Of(bytes), bytes);
        var objects = new List<Digest>(files.Values.Select(bytes => Digest.Of(bytes)));
        KeepListings(content.Digest, objects);
        model.Trees.Add((content, objects, files));
        return store.HasWhole(content) ? null : $"the tree {content} is not whole after it was added";
    }

    private void KeepListings(Digest listing, List<Digest> objects)
    {
        var bytes = store.Read(listing);
        if (Digest.Of(bytes) != listing) throw new InvalidOperationException($"the store hands out other bytes for {listing}");
        model.Keep(listing, bytes);
        objects.Add(listing);
        foreach (var entry in TreeListing.Parse(bytes).Entries.Where(entry => entry.Kind == EntryKind.Directory)) KeepListings(entry.Digest, objects);
    }

    private string? Ask(Digest digest)
    {
        leased.Add(digest);
        var (expected, must) = (model[digest], model.MustHave(digest));
        if (must && !store.Has(digest)) return $"{digest} is not there";
        if (must && !store.HasWhole(Content.File(digest))) return $"{digest} is not whole";
        if (store.SizeOf(digest) is var size && (must ? size != expected.Length : size is not null && size != expected.Length)) return $"{digest} has {size} bytes, not {expected.Length}";
        return Lost(digest, () => store.Read(digest).AsSpan().SequenceEqual(expected));
    }

    private string? Seek(Digest digest, IReadOnlyList<int> places)
    {
        var expected = model[digest];
        return Lost(digest, () =>
        {
            using var stream = store.Open(digest);
            var piece = new byte[70_000];
            foreach (var place in places)
            {
                stream.Position = (long)expected.Length * place / 1000;
                var from = (int)stream.Position;
                var count = stream.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
                if (!expected.AsSpan(from, Math.Min(piece.Length, expected.Length - from)).SequenceEqual(piece.AsSpan(0, count))) return false;
            }

            return stream.Length == expected.Length;
        });
    }

    private string? AskForNothing(Digest digest)
    {
        if (store.Has(digest) || store.SizeOf(digest) is not null) return $"{digest} is there, and never went in";
        try
        {
            store.Read(digest);
            return $"{digest} can be read, and never went in";
        }
        catch (MissingObjectException)
        {
            return null;
        }
    }

    private string? Materialize(int index)
    {
        if (model.Trees.Count == 0) return null;
        var (content, objects, files) = model.Trees[index % model.Trees.Count];
        try
        {
            var path = store.Materialize(content);
            foreach (var (name, bytes) in files)
                if (!File.ReadAllBytes(Path.Combine(path.Path, name)).AsSpan().SequenceEqual(bytes)) return $"`{name}` of the materialized tree has other bytes";
            path.Verify();
            return null;
        }
        catch (LostObjectException error)
        {
            return objects.All(model.MustHave) ? $"a whole tree cannot be materialized: {error.Message}" : null;
        }
    }

    private string? CheckOut(int index, CheckOutMode mode)
    {
        if (model.Trees.Count == 0) return null;
        var (content, objects, files) = model.Trees[index % model.Trees.Count];
        var path = Path.Combine(home.Root, $"out-{++sources}");
        try
        {
            store.CheckOut(content, path, mode);
            if (Directory.GetFiles(path, "*", SearchOption.AllDirectories).Length != files.Count) return "the tree that was checked out has other files";
            foreach (var (name, bytes) in files)
                if (!File.ReadAllBytes(Path.Combine(path, name)).AsSpan().SequenceEqual(bytes)) return $"`{name}` of the tree that was checked out has other bytes";
            return null;
        }
        catch (LostObjectException error)
        {
            return objects.All(model.MustHave) ? $"a whole tree cannot be checked out: {error.Message}" : null;
        }
    }

    private string? AskAll() => model.Order.Select(Ask).FirstOrDefault(wrong => wrong is not null);

    private string? Switch()
    {
        (folder, store, otherFolder, other) = (otherFolder, other, folder, store);
        return null;
    }

    private string? Compact() => Declined(() =>
    {
        using var held = ProcessLock.Acquire(folder.CollectLock, "compacting");
        new Compaction(folder, static _ => { }, manyLoose: 3, manyPacks: 2).RunToTheEnd(CancellationToken.None);
    });

    private string? Collect(int third, bool endsLeases)
    {
        List<Digest> needed = [.. model.Order.Where((_, i) => i % 3 == third)];
        if (endsLeases)
        {
            foreach (var path in Directory.EnumerateFiles(folder.Leased).ToList()) File.Delete(path);
            (folder, store) = Open();
            (otherFolder, other) = Open();
            leased.Clear();
        }

        model.DoubtAllBut(needed.Concat(leased));
        return Declined(() => new Collector(folder, [new Needed(needed)]).Run(new CollectionOptions { Grace = TimeSpan.Zero }));
    }

    /// <summary>Nobody can tell what a damaged folder needs, so with one in the store a refusal is right. Without, it is not.</summary>
    private string? Declined(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (BuildException error)
        {
            return model.IsDamaged ? null : $"a whole store is refused: {error.Message}";
        }
    }

    private sealed record Needed(IReadOnlyList<Digest> Digests) : IRootSource
    {
        public RootReport Read(CancellationToken cancellation = default) => new([.. Digests.Select(digest => new Root(RootKind.Output, digest, "a stage", "a lock"))], "a lock");
    }

    private string? Reopen()
    {
        (folder, store) = Open();
        return null;
    }

    private string? Damage(Digest digest, int bit)
    {
        if (ObjectPlace.Flip(folder, digest, bit)) model.Doubt(digest);
        return null;
    }

    private string? Delete(Digest digest)
    {
        switch (ObjectPlace.Delete(folder, digest))
        {
            case ObjectPlace.Kind.Loose: model.Doubt(digest); break;
            case ObjectPlace.Kind.Pack: model.DoubtAll(); break;
        }

        return null;
    }

    /// <summary>Right bytes are always right; wrong ones never; a loss is right for what damage may have reached.</summary>
    private string? Lost(Digest digest, Func<bool> reads)
    {
        try
        {
            return reads() ? null : $"the store hands out other bytes for {digest}";
        }
        catch (LostObjectException error)
        {
            return model.MustHave(digest) ? $"{digest} is lost: {error.Message}" : null;
        }
    }

    private string? WithObject(int index, Func<Digest, string?> act) => model.Order.Count == 0 ? null : act(model.Order[index % model.Order.Count]);

    private (StoreFolder, FileContentStore) Open()
    {
        var opened = StoreFolder.Open(Path.Combine(home.Root, "store"));
        return (opened, new FileContentStore(opened, threads: 2));
    }
}
