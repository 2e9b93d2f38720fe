using System.Runtime.InteropServices;

namespace Levain.Tables;

/// <summary>Memory outside the collector's heap, which can grow in place and is given back at once.</summary>
/// <remarks>On the heap, what a column outgrew would stay until the next collection: a table would need twice its size while it is built.</remarks>
internal sealed unsafe class NativeBuffer<T> where T : unmanaged
{
    private T* first;

    ~NativeBuffer() => Free();

    public int Length { get; private set; }

    /// <summary>Does not look whether the place is there. Whoever writes through this keeps the buffer alive.</summary>
    public T* First => first;

    public Span<T> Span => new(first, Length);

    /// <summary>Room for at least so many values, and for twice as many as there were; what is new in it is not cleared.</summary>
    public void Reserve(int length)
    {
        if (length <= Length) return;
        Resize((int)Math.Min(Array.MaxLength, Math.Max(length, Length * 2L)));
    }

    public void Resize(int length)
    {
        first = (T*)NativeMemory.Realloc(first, (nuint)length * (nuint)sizeof(T));
        Length = length;
    }

    /// <summary>Gives the memory back. The buffer may grow again.</summary>
    public void Free()
    {
        NativeMemory.Free(first);
        first = null;
        Length = 0;
    }
}
