using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Levain.Fingerprints;

/// <summary>The normalized code of a member as bytes that nothing else can spell: every part says its length.</summary>
internal sealed class CodeText
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public void Add(long number)
    {
        Span<byte> buffer = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, number);
        bytes.Write(buffer);
    }

    public void Add(string text)
    {
        // The code units as they are: an encoding would make one character of all halves of a surrogate pair.
        Add(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    public void Add(ReadOnlySpan<byte> content)
    {
        Add(content.Length);
        bytes.Write(content);
    }

    public Digest Digest() => Levain.Digest.Of(bytes.WrittenSpan);
}
