using System.Buffers.Text;
using System.Globalization;

namespace Levain.Learning.Formats;

/// <summary>JSON as XGBoost writes it: with <c>NaN</c> and <c>Infinity</c> for numbers, which JSON proper has not.</summary>
internal sealed partial class JsonSource(ByteInput input, ModelLimits limits) : ModelSource(input, limits)
{
    // No number that a computer writes is longer; old versions of XGBoost wrote very long ones.
    private const int LongestNumber = 1024;

    private int depth;
    private bool first;
    private byte[] text = new byte[256];

    public override ValueKind Kind => Next() switch
    {
        '{' => ValueKind.Object,
        '[' => ValueKind.Array,
        '"' => ValueKind.Text,
        't' or 'f' => ValueKind.Boolean,
        'n' => ValueKind.Null,
        '-' or 'N' or 'I' or (>= '0' and <= '9') => ValueKind.Number,
        -1 => throw Error("the file ends in the middle"),
        var other => throw Error(FormattableString.Invariant($"stands `{Shown(other)}`, which begins no value")),
    };

    public override void BeginObject() => Begin('{');

    public override string? NextName()
    {
        if (!Goes('}')) return null;
        var name = Text();
        Expect(':');
        return name;
    }

    public override void BeginArray() => Begin('[');

    public override bool NextElement() => Goes(']');

    public override long Integer()
    {
        var token = Token();
        if (!Utf8Parser.TryParse(token, out long value, out var length) || length != token.Length) throw Error("stands no whole number of 64 bits");
        Input.Advance(token.Length);
        return value;
    }

    public override float Number()
    {
        var token = Token();
        var value = FloatText.Read(token) ?? throw Error("stands no number");
        Input.Advance(token.Length);
        return value;
    }

    public override bool Boolean()
    {
        if (Is("true"u8)) return true;
        return Is("false"u8) ? false : throw Error("stands neither `true` nor `false`");
    }

    public override void Null()
    {
        if (!Is("null"u8)) throw Error("stands no `null`");
    }

    public override string Text()
    {
        Expect('"');
        var length = 0;
        while (true)
        {
            var byteHere = Input.Peek();
            if (byteHere < 0) throw Error("a text has no end");
            if (byteHere == '\\') length = Escaped(length);
            else Input.Advance(1);
            if (byteHere == '"') return Decode(text.AsSpan(0, length));
            if (byteHere != '\\') Put(ref length, (byte)byteHere);
        }
    }

    public override void End()
    {
        if (Next() >= 0) throw Error("something stands behind the model");
    }

    private void Begin(char bracket)
    {
        Expect(bracket);
        if (++depth > Limits.Nesting) throw Error($"more than {Limits.Nesting} objects and arrays are inside each other");
        first = true;
    }

    // Steps over the comma in front of what comes, or over the bracket at the end.
    private bool Goes(char close)
    {
        var next = Next();
        if (next == close)
        {
            Input.Advance(1);
            depth--;
            first = false;
            return false;
        }

        if (!first) Expect(',');
        else if (next < 0) throw Error("the file ends in the middle");
        first = false;
        return true;
    }

    private int Next()
    {
        while (true)
        {
            var next = Input.Peek();
            if (next is not (' ' or '\n' or '\r' or '\t')) return next;
            Input.Advance(1);
        }
    }

    private void Expect(char expected)
    {
        var next = Next();
        if (next < 0) throw Error("the file ends in the middle");
        if (next != expected) throw Error(FormattableString.Invariant($"`{expected}` was expected, and `{Shown(next)}` found"));
        Input.Advance(1);
    }

    private bool Is(ReadOnlySpan<byte> word)
    {
        Next();
        if (!Input.Ahead(word.Length).SequenceEqual(word)) return false;
        Input.Advance(word.Length);
        return true;
    }

    private ReadOnlySpan<byte> Token()
    {
        if (Kind != ValueKind.Number) throw Error("a number was expected");
        var ahead = Input.Ahead(64);
        var length = Length(ahead);
        if (length < ahead.Length || length < 64) return ahead[..length];
        ahead = Input.Ahead(LongestNumber);
        length = Length(ahead);
        return length < LongestNumber ? ahead[..length] : throw Error("stands a number of very many digits");
    }

    private static int Length(ReadOnlySpan<byte> ahead)
    {
        var length = 0;
        while (length < ahead.Length && ahead[length] is not ((byte)',' or (byte)']' or (byte)'}' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) length++;
        return length;
    }

    private int Escaped(int length)
    {
        var ahead = Input.Ahead(2);
        if (ahead.Length < 2) throw Error("a text has no end");
        var plain = ahead[1] switch { (byte)'n' => '\n', (byte)'r' => '\r', (byte)'t' => '\t', (byte)'b' => '\b', (byte)'f' => '\f', (byte)'"' => '"', (byte)'\\' => '\\', (byte)'/' => '/', (byte)'u' => 'u', _ => '\0' };
        if (plain == '\0') throw Error(FormattableString.Invariant($"stands the escape `\\{Shown(ahead[1])}`, which JSON has not"));
        Input.Advance(2);
        if (plain == 'u') return Unicode(length);
        Put(ref length, (byte)plain);
        return length;
    }

    private int Unicode(int length)
    {
        Span<char> letters = stackalloc char[2];
        var count = 0;
        // XGBoost writes a backslash before a `u` as it is, so what follows may be anything: then it was a backslash.
        if (Hex(Input.Ahead(4)) is not { } unit) letters = ['\\', 'u'];
        else
        {
            Input.Advance(4);
            letters[count++] = unit;
            var ahead = Input.Ahead(6);
            if (char.IsHighSurrogate(unit) && ahead.Length == 6 && ahead[0] == '\\' && ahead[1] == 'u' && Hex(ahead[2..]) is { } low && char.IsLowSurrogate(low))
            {
                Input.Advance(6);
                letters[count++] = low;
            }

            letters = letters[..count];
        }

        if (letters is [var alone] && char.IsSurrogate(alone)) throw Error("stands half of a surrogate pair");
        Span<byte> bytes = stackalloc byte[8];
        foreach (var part in bytes[..StrictUtf8.GetBytes(letters, bytes)]) Put(ref length, part);
        return length;
    }

    private static char? Hex(ReadOnlySpan<byte> digits) =>
        digits.Length == 4 && ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? (char)value : null;

    private void Put(ref int length, byte part)
    {
        if (length == Limits.Text) throw Error($"a text is longer than {Limits.Text} bytes");
        if (length == text.Length) Array.Resize(ref text, Math.Min(Limits.Text, 2 * length));
        text[length++] = part;
    }

    private static string Shown(int part) => part is > 0x20 and < 0x7F ? ((char)part).ToString() : FormattableString.Invariant($"byte {part:x2}");
}
