using System.Reflection.Metadata;

namespace Levain.Fingerprints;

/// <summary>What one member says for itself: the digest of its own code, and what it leads to. The same for every stage that reaches it.</summary>
internal sealed class Facts(string name)
{
    public string Name => name;

    public Digest Digest { get; set; }

    public CodeLiterals? Literals { get; set; }

    /// <summary>Methods that it calls without looking at the type of the object.</summary>
    public Ordered<CodeMethod> Calls { get; } = new();

    /// <summary>Virtual and interface methods of ours that it calls, and whose implementations count.</summary>
    public Ordered<CodeMethod> Slots { get; } = new();

    public Ordered<CodeType> Constructed { get; } = new();

    /// <summary>Types whose static fields it uses.</summary>
    public Ordered<CodeType> Touched { get; } = new();

    public Ordered<CodeType> TypeArguments { get; } = new();

    /// <summary>Types whose declaration counts: enums, base types.</summary>
    public Ordered<CodeType> Shapes { get; } = new();

    /// <summary>Types that are handed over as objects of reflection: <c>typeof</c>.</summary>
    public Ordered<CodeType> Exposed { get; } = new();

    /// <summary>Types whose properties a serializer finds by reflection.</summary>
    public Ordered<CodeType> Serialized { get; } = new();

    public Ordered<KnownAssembly> Packages { get; } = new();

    public Ordered<string> Missing { get; } = new();

    public Ordered<string> Natives { get; } = new();

    /// <summary>Embedded resources by name, of the member's own assembly first; an empty name means all of them.</summary>
    public Ordered<string> Resources { get; } = new();

    /// <summary>Calls after which reachability cannot be decided.</summary>
    public Ordered<string> Undecided { get; } = new();

    public bool UsesTimeZones { get; set; }

    public bool UsesPlatformMath { get; set; }
}

/// <summary>A set that remembers the order in which it was filled, so that nothing depends on hash codes.</summary>
internal sealed class Ordered<T> : IEnumerable<T> where T : notnull
{
    private readonly HashSet<T> seen = [];
    private readonly List<T> items = [];

    public bool Add(T item)
    {
        if (!seen.Add(item)) return false;
        items.Add(item);
        return true;
    }

    public bool Contains(T item) => seen.Contains(item);

    public int Count => items.Count;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => items.GetEnumerator();
}
