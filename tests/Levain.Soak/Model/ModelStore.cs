using Levain.Store;

namespace Levain.Soak;

/// <summary>What a store should hold, in memory: every object that went in, and which of them damage may have reached since.</summary>
internal sealed class ModelStore
{
    // What is longer is cut into chunks, which objects share.
    private const int Whole = 512 << 10;

    private readonly Dictionary<Digest, byte[]> objects = [];
    private readonly HashSet<Digest> doubtful = [];
    private readonly List<Digest> order = [];

    public IReadOnlyList<Digest> Order => order;

    /// <summary>Trees, with all objects of each: its listings and its files by their relative path.</summary>
    public List<(Content Content, IReadOnlyList<Digest> Objects, IReadOnlyDictionary<string, byte[]> Files)> Trees { get; } = [];

    public byte[] this[Digest digest] => objects[digest];

    /// <summary>The object was put in just now: whatever had become of it, it is good again.</summary>
    public void Keep(Digest digest, byte[] bytes)
    {
        if (objects.TryAdd(digest, bytes)) order.Add(digest);
        doubtful.Remove(digest);
    }

    /// <summary>Whether the store must hand it out. Otherwise it may say that it is lost, and never anything else.</summary>
    public bool MustHave(Digest digest) => objects.ContainsKey(digest) && !doubtful.Contains(digest);

    /// <summary>The bytes of one object have changed on the disk: those of every large object too, for it may have them as a chunk.</summary>
    public void Doubt(Digest digest)
    {
        IsDamaged = true;
        doubtful.Add(digest);
        doubtful.UnionWith(order.Where(each => objects[each].Length > Whole));
    }

    /// <summary>Whether bytes were damaged or deleted: whoever must know what is needed may decline then.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>What was collected may be gone: all but these, and what is below them, as far as the folders on the way are there to tell.</summary>
    public void DoubtAllBut(IEnumerable<Digest> roots)
    {
        var kept = new HashSet<Digest>();
        var open = new Stack<Digest>(roots);
        while (open.TryPop(out var next))
            if (kept.Add(next) && MustHave(next))
                foreach (var below in Below(objects[next])) open.Push(below);
        doubtful.UnionWith(order.Where(each => !kept.Contains(each)));
    }

    private static IEnumerable<Digest> Below(byte[] bytes)
    {
        try
        {
            return TreeListing.Parse(bytes).Entries.Select(entry => entry.Digest);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    public void DoubtAll()
    {
        IsDamaged = true;
        doubtful.UnionWith(order);
    }
}
