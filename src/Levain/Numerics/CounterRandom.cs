namespace Levain.Numerics;

/// <summary>Random numbers by index: the number at an index depends on seed, stream and index alone, so any thread may draw any of them in any order.</summary>
/// <remarks>
/// One index is one draw: <see cref="Uniform"/> and <see cref="Normal"/> at the same index are functions of the same bits, so take different indexes or streams where they must be independent.
/// Philox 4x32-10 makes the bits; they are no secret and not for keys.
/// </remarks>
public readonly record struct CounterRandom(ulong Seed, ulong Stream = 0)
{
    private const double UnitOf53Bits = 1.1102230246251565e-16;

    /// <summary>64 random bits.</summary>
    public ulong At(ulong index) => Block(index).First;

    /// <summary>Evenly from [0, 1), a multiple of 2^-53.</summary>
    public double Uniform(ulong index) => (At(index) >> 11) * UnitOf53Bits;

    /// <summary>From the normal distribution of mean 0 and deviation 1, by Box and Muller; never beyond 8.6.</summary>
    public double Normal(ulong index)
    {
        var (first, second) = Block(index);
        // 1 - u is in (0, 1]: its logarithm is finite.
        var radius = Math.Sqrt(-2.0 * Elementary.Log(1.0 - (first >> 11) * UnitOf53Bits));
        return radius * Elementary.Cos(2.0 * 3.141592653589793 * ((second >> 11) * UnitOf53Bits));
    }

    /// <summary>Evenly from 0 to <paramref name="count"/> - 1.</summary>
    /// <remarks>The high part of count times 128 random bits: no value is likelier than another by more than 2^-96, and no draw is ever repeated.</remarks>
    public int Below(ulong index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var (first, second) = Block(index);
        var lower = Math.BigMul(second, (ulong)count, out _);
        var middle = (UInt128)first * (ulong)count + lower;
        return (int)(ulong)(middle >> 64);
    }

    /// <summary>Brings the items into a random order, with draws from index 0 on.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Below((ulong)last, last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>The numbers from 0 to <paramref name="count"/> - 1 in random order.</summary>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        Shuffle<int>(order);
        return order;
    }

    /// <summary>The same seed with another stream, which is <paramref name="number"/> mixed with this stream: for trees in a forest, rows in a tree and so on.</summary>
    public CounterRandom Fork(ulong number)
    {
        // Counted from the far end of the indexes, where no draw gets to.
        var (_, mixed) = Block(ulong.MaxValue - number);
        return new CounterRandom(Seed, mixed);
    }

    private (ulong First, ulong Second) Block(ulong index)
    {
        var (a, b, c, d) = Philox.Block((uint)index, (uint)(index >> 32), (uint)Stream, (uint)(Stream >> 32), (uint)Seed, (uint)(Seed >> 32));
        return (a | (ulong)b << 32, c | (ulong)d << 32);
    }
}
