using Levain.Store;

namespace Levain.Collection;

/// <summary>Says what needs an object, for people who ask what a damage means.</summary>
internal sealed class Needs
{
    private readonly Dictionary<Digest, string> reasons = [];

    /// <param name="wanted">The objects that somebody will ask about.</param>
    public static Needs Of(IReadOnlyList<Root> roots, StoreFolder store, IReadOnlySet<Digest> wanted)
    {
        var needs = new Needs();
        if (wanted.Count == 0) return needs;
        var reader = new QuietReader(store);
        var followed = new HashSet<Digest>();
        foreach (var root in roots)
        {
            var reason = $"{root.What} at {root.Where}";
            if (root.Kind != RootKind.Action) needs.Follow(root.Digest, reason, reader, wanted, followed);
            else if (wanted.Contains(root.Digest)) needs.reasons.TryAdd(root.Digest, reason);
            if (root.Kind != RootKind.Action || reader.TryReadAction(root.Digest) is not { } record) continue;
            foreach (var digest in new[] { record.Output.Digest, record.Log, record.Code })
                if (digest is { } named) needs.Follow(named, reason, reader, wanted, followed);
        }

        return needs;
    }

    public string Of(Digest? digest) => digest is { } known && reasons.TryGetValue(known, out var reason) ? reason : "";

    private void Follow(Digest root, string reason, QuietReader reader, IReadOnlySet<Digest> wanted, HashSet<Digest> followed)
    {
        var open = new Stack<Digest>([root]);
        while (open.TryPop(out var next))
        {
            if (wanted.Contains(next)) reasons.TryAdd(next, reason);
            if (!followed.Add(next)) continue;
            try
            {
                foreach (var chunk in reader.ChunksOf(next))
                    if (wanted.Contains(chunk.Digest)) reasons.TryAdd(chunk.Digest, reason);
                foreach (var entry in reader.TryReadListing(next)?.Entries ?? []) open.Push(entry.Digest);
            }
            catch (BuildException)
            {
                // Damaged itself: it is among those that are asked about.
            }
        }
    }
}
