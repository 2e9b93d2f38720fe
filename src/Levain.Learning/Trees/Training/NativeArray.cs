using System.Runtime.InteropServices;

namespace Levain.Learning.Training;

/// <summary>Memory outside the garbage collector's heap: aligned to cache lines, and larger than an array may be.</summary>
internal sealed unsafe class NativeArray<T> : IDisposable where T : unmanaged
{
    private const nuint CacheLine = 64, LargePage = 2 << 20;

    // Kernels look ahead of the last element, and vectors read past it.
    private const nuint Beyond = 4 * CacheLine;

    public NativeArray(long length, bool clear = false)
    {
        Length = length;
        var bytes = checked((nuint)(length * sizeof(T)) + Beyond);
        Start = (T*)NativeMemory.AlignedAlloc(bytes, bytes < 2 * LargePage ? CacheLine : LargePage);
        if (bytes >= 2 * LargePage) Hardware.PreferLargePages(Start, bytes / LargePage * LargePage);
        NativeMemory.Clear((byte*)Start + (bytes - Beyond), Beyond);
        if (clear) NativeMemory.Clear(Start, bytes - Beyond);
    }

    ~NativeArray() => Free();

    public T* Start { get; private set; }

    public long Length { get; }

    public Span<T> Span(long start, int count) => new(Start + start, count);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Start);
        Start = null;
    }
}
