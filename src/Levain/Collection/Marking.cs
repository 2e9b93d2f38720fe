using Levain.Store;

namespace Levain.Collection;

/// <summary>What must stay: the roots, and all that can be reached from them.</summary>
internal sealed class Marking(QuietReader reader)
{
    private readonly HashSet<Digest> objects = [], followed = [], actions = [], leased = [], absent = [];

    public int Objects => objects.Count;

    /// <summary>Called with a digest before it is looked for: a sweep gives it back when it has it in the trash.</summary>
    public Action<Digest> Wanted { get; set; } = static _ => { };

    public bool KeepsObject(Digest digest) => objects.Contains(digest);

    public bool KeepsAction(Digest key) => actions.Contains(key);

    public bool IsLeased(Digest digest) => leased.Contains(digest);

    public void Keep(Root root)
    {
        if (root.Kind == RootKind.Action) KeepAction(root.Digest);
        else KeepObject(root.Digest);
    }

    public void KeepAction(Digest key)
    {
        if (!actions.Add(key)) return;
        Wanted(key);
        if (reader.TryReadAction(key) is not { } record) return;
        KeepObject(record.Output.Digest);
        if (record.Log is { } log) KeepObject(log);
        if (record.Code is { } code) KeepObject(code);
    }

    /// <summary>A lease does not say whether it is on an object or on an action.</summary>
    public void KeepLeased(Digest digest)
    {
        if (!leased.Add(digest)) return;
        KeepObject(digest);
        KeepAction(digest);
        if (File.Exists(reader.ActionPath(digest))) absent.Remove(digest);
    }

    /// <summary>Looks once more for what was not here when it was marked: who looks for something and then brings it has one lease for both, and what is below it must be kept, too.</summary>
    public void KeepWhatCame()
    {
        foreach (var digest in absent.Where(reader.Has).ToList())
        {
            absent.Remove(digest);
            objects.Remove(digest);
            followed.Remove(digest);
            KeepObject(digest);
        }
    }

    /// <summary>Keeps an object, and what is below it when its bytes are those of a folder, whoever says what it is.</summary>
    public void KeepObject(Digest root)
    {
        var folders = new Stack<Digest>([root]);
        while (folders.TryPop(out var folder))
        {
            if (!followed.Add(folder)) continue;
            KeepOne(folder);
            if (reader.TryReadListing(folder) is not { } listing) continue;
            foreach (var entry in listing.Entries)
                if (entry.Kind == EntryKind.Directory) folders.Push(entry.Digest);
                else KeepOne(entry.Digest);
        }
    }

    private void KeepOne(Digest digest)
    {
        if (!objects.Add(digest)) return;
        Wanted(digest);
        if (!reader.Has(digest)) absent.Add(digest);
        foreach (var chunk in reader.ChunksOf(digest))
            if (objects.Add(chunk.Digest)) Wanted(chunk.Digest);
    }
}
