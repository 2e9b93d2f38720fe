namespace Levain.Soak;

/// <summary>One thing that is done with a store. Numbers name objects: whichever of those known so far they fall on.</summary>
internal abstract record StoreAction
{
    private StoreAction() { }

    /// <summary>Bytes go in, in one piece or as a stream.</summary>
    public sealed record Put(Bytes Bytes, bool AsStream) : StoreAction;

    /// <summary>A folder of files goes in.</summary>
    public sealed record AddTree(IReadOnlyList<Bytes> Files, Store.Adding How) : StoreAction
    {
        public override string ToString() => $"AddTree {{ {string.Join(", ", Files)}, {How} }}";
    }

    /// <summary>Everything is asked of one object: whether it is there, how long it is, and its bytes.</summary>
    public sealed record Ask(int Object) : StoreAction;

    /// <summary>A stream that is read at some places, in thousandths of its length.</summary>
    public sealed record Seek(int Object, IReadOnlyList<int> Places) : StoreAction
    {
        public override string ToString() => $"Seek {{ {Object} at {string.Join(", ", Places)} }}";
    }

    /// <summary>What was never put in.</summary>
    public sealed record AskForNothing(int Seed) : StoreAction;

    public sealed record Materialize(int Tree) : StoreAction;

    /// <summary>A tree at a path of the caller's, which may be changed or not.</summary>
    public sealed record CheckOut(int Tree, Store.CheckOutMode Mode) : StoreAction;

    /// <summary>From now on another instance speaks, which has been open on the same folder all the time.</summary>
    public sealed record Switch : StoreAction;

    /// <summary>Loose objects become packs, and packs one.</summary>
    public sealed record Compact : StoreAction;

    /// <summary>All goes that nothing needs: needed are one in three of the objects, and what is leased.</summary>
    /// <param name="EndsLeases">All processes that had a lease have ended.</param>
    public sealed record Collect(int Third, bool EndsLeases) : StoreAction;

    /// <summary>The process ends and another one begins.</summary>
    public sealed record Reopen : StoreAction;

    /// <summary>A bit of an object flips on the disk.</summary>
    public sealed record Damage(int Object, int Bit) : StoreAction;

    /// <summary>The file that holds an object is gone, with all that it holds.</summary>
    public sealed record Delete(int Object) : StoreAction;
}

/// <summary>Bytes that are easily told: a seed decides all of them, and equal seeds share their beginning whatever the size.</summary>
internal sealed record Bytes(int Size, int Seed)
{
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        // A seed of 0 is a file of zeros, which any cutting by content finds hard.
        if (Seed != 0) new Random(Seed).NextBytes(bytes);
        return bytes;
    }

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Size} bytes of {Seed}");
}
