using System.Runtime.CompilerServices;

namespace Levain.Tables.DuckDb;

/// <summary>Up to <see cref="Native.ChunkRows"/> rows. Valid until the next one is read.</summary>
internal readonly struct DuckChunk(nint handle)
{
    public int Rows => (int)Native.ChunkSize(handle);

    public DuckVector Column(int index) => new(Native.ChunkVector(handle, (ulong)index), Rows);
}

/// <summary>The values of one column in a chunk.</summary>
internal readonly unsafe struct DuckVector(nint handle, int rows)
{
    public int Rows => rows;

    /// <summary>The values as they lie there; what is null holds anything.</summary>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged => new(Native.VectorData(handle), rows);

    /// <summary>A bit for each row, set where there is a value; empty when all are there.</summary>
    public ReadOnlySpan<ulong> Validity => Native.VectorValidity(handle) is var bits && bits is null ? default : new(bits, (rows + 63) / 64);

    /// <summary>The UTF-8 bytes of a string among <see cref="Values"/>. Valid as long as the chunk.</summary>
    public static ReadOnlySpan<byte> Utf8(ref readonly Native.Text text)
    {
        // What is in a vector does not move.
        var at = (Native.Text*)Unsafe.AsPointer(in text);
        return new(at->Length <= 12 ? at->Inlined : at->Pointer, (int)at->Length);
    }

    /// <summary>The elements of all lists of this chunk, one behind the other.</summary>
    public DuckVector Elements => new(Native.ListChild(handle), (int)Native.ListSize(handle));

    /// <summary>The elements of arrays, which all have one length.</summary>
    public DuckVector Field(int index) => new(Native.StructChild(handle, (ulong)index), rows);
}
