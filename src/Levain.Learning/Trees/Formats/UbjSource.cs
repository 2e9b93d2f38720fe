using System.Buffers.Binary;

namespace Levain.Learning.Formats;

/// <summary>Universal Binary JSON: every value after a letter for its type, numbers with the large end first, arrays of one type with the type and their length in front.</summary>
internal sealed class UbjSource(ByteInput input, ModelLimits limits) : ModelSource(input, limits)
{
    // -1: until its bracket. A type of 0: each value brings its own.
    private readonly Stack<(long Left, int Type)> containers = new();
    private int type = -1;

    public override ValueKind Kind => (char)Type() switch
    {
        '{' => ValueKind.Object,
        '[' => ValueKind.Array,
        'S' or 'C' => ValueKind.Text,
        'T' or 'F' => ValueKind.Boolean,
        'Z' => ValueKind.Null,
        'i' or 'U' or 'I' or 'l' or 'L' or 'd' or 'D' => ValueKind.Number,
        _ => throw Error(FormattableString.Invariant($"stands a type that is not known, 0x{Type():x2}")),
    };

    public override void BeginObject() => Begin(ValueKind.Object);

    public override string? NextName()
    {
        if (!Goes('}')) return null;
        return Letters(Count(Byte()));
    }

    public override void BeginArray() => Begin(ValueKind.Array);

    public override bool NextElement() => Goes(']');

    public override string Text()
    {
        var kind = Take(ValueKind.Text);
        return Letters(kind == 'C' ? 1 : Count(Byte()));
    }

    public override long Integer()
    {
        var kind = Take(ValueKind.Number);
        return Whole(kind) ?? throw Error("a whole number was expected");
    }

    public override float Number()
    {
        var kind = Take(ValueKind.Number);
        return kind switch
        {
            'd' => BinaryPrimitives.ReadSingleBigEndian(Bytes(4)),
            'D' => (float)BinaryPrimitives.ReadDoubleBigEndian(Bytes(8)),
            _ => Whole(kind)!.Value,
        };
    }

    public override bool Boolean() => Take(ValueKind.Boolean) == 'T';

    public override void Null() => Take(ValueKind.Null);

    public override void End()
    {
        if (Input.Peek() >= 0) throw Error("something stands behind the model");
    }

    private void Begin(ValueKind kind)
    {
        Take(kind);
        if (containers.Count == Limits.Nesting) throw Error($"more than {Limits.Nesting} objects and arrays are inside each other");
        var each = 0;
        if (Input.Peek() == '$')
        {
            Input.Advance(1);
            each = Byte();
            // These take no bytes: an array of a billion of them would be a short file.
            if (each is 'Z' or 'T' or 'F' or 'N') throw Error("stands an array whose values take no room");
            if (Input.Peek() != '#') throw Error("a type of all values stands without their count");
        }

        var left = -1L;
        if (Input.Peek() == '#')
        {
            Input.Advance(1);
            left = Count(Byte());
        }

        containers.Push((left, each));
    }

    private bool Goes(char close)
    {
        var (left, each) = containers.Pop();
        if (left == 0) return false;
        if (left < 0 && Input.Peek() == close)
        {
            Input.Advance(1);
            return false;
        }

        containers.Push((left < 0 ? left : left - 1, each));
        type = each == 0 ? -1 : each;
        return true;
    }

    private int Type() => type < 0 ? type = Byte() : type;

    private int Take(ValueKind expected)
    {
        if (Kind != expected) throw Error(FormattableString.Invariant($"{expected.ToString().ToLowerInvariant()} was expected, and {Kind.ToString().ToLowerInvariant()} found"));
        var taken = type;
        type = -1;
        return taken;
    }

    private long Count(int kind)
    {
        var count = Whole(kind) ?? throw Error("a count was expected");
        return count >= 0 ? count : throw Error("a count is less than 0");
    }

    private long? Whole(int kind) => kind switch
    {
        'i' => (sbyte)Byte(),
        'U' => Byte(),
        'I' => BinaryPrimitives.ReadInt16BigEndian(Bytes(2)),
        'l' => BinaryPrimitives.ReadInt32BigEndian(Bytes(4)),
        'L' => BinaryPrimitives.ReadInt64BigEndian(Bytes(8)),
        _ => null,
    };

    private int Byte()
    {
        var next = Input.Peek();
        if (next < 0) throw Error("the file ends in the middle");
        Input.Advance(1);
        return next;
    }

    private ReadOnlySpan<byte> Bytes(int count)
    {
        var ahead = Input.Ahead(count);
        if (ahead.Length < count) throw Error("the file ends in the middle");
        Input.Advance(count);
        return ahead;
    }

    private string Letters(long count)
    {
        if (count > Limits.Text) throw Error($"a text is longer than {Limits.Text} bytes");
        if (count <= ByteInput.Longest) return Decode(Bytes((int)count));
        using var bytes = new MemoryStream();
        for (var left = (int)count; left > 0; left -= ByteInput.Longest) bytes.Write(Bytes(Math.Min(left, ByteInput.Longest)));
        return Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
