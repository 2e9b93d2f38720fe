using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Levain.Fingerprints;

/// <summary>The normalized code of a member as bytes that nothing else can spell: every part says its length.</summary>
internal sealed class CodeText
{
    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly List<(int Start, int End, string Text)> literals = [];

    public int Length => bytes.WrittenCount;

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

    /// <summary>Says that what was added since <paramref name="start"/> is a literal.</summary>
    public void Literal(int start, string text)
    {
        if (literals.Count < CodeLiterals.Most) literals.Add((start, Length, text));
    }

    public CodeLiterals? Literals()
    {
        if (literals.Count == 0) return null;
        var rest = new CodeText();
        var from = 0;
        foreach (var (start, end, _) in literals)
        {
            rest.Add(bytes.WrittenSpan[from..start]);
            from = end;
        }

        rest.Add(bytes.WrittenSpan[from..]);
        return new(rest.Digest(), [.. literals.Select(literal => literal.Text)]);
    }

    public Digest Digest() => Levain.Digest.Of(bytes.WrittenSpan);
}
