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
        doubtful.Add(digest);
        doubtful.UnionWith(order.Where(each => objects[each].Length > Whole));
    }

    public void DoubtAll() => doubtful.UnionWith(order);
}
