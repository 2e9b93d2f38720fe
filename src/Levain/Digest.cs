using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Levain;

/// <summary>The SHA-256 of some bytes: the name under which the store keeps them. Written <c>sha256:</c> and 64 lower-case hex digits.</summary>
/// <remarks><c>default</c> is the digest of nothing that exists: <see cref="IsNone"/>.</remarks>
[Fingerprints.EngineBoundary]
public readonly record struct Digest : IComparable<Digest>, ISpanFormattable
{
    public const string Prefix = "sha256:";
    public const int ByteCount = 32;

    // Four words and not two of 128 bits: no method that touches such a one is compiled ahead of time, and every start would pay for it.
    private readonly ulong first, second, third, fourth;

    private Digest(ReadOnlySpan<byte> hash)
    {
        first = BinaryPrimitives.ReadUInt64BigEndian(hash);
        second = BinaryPrimitives.ReadUInt64BigEndian(hash[8..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(hash[16..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(hash[24..]);
    }

    /// <summary>The first eight bytes: enough to sort and to search by.</summary>
    internal ulong Leading => first;

    public bool IsNone => (first | second | third | fourth) == 0;

    /// <summary>The 64 hex digits without the prefix: what a file name or a URL wants.</summary>
    public string Hex
    {
        get
        {
            Span<char> text = stackalloc char[2 * ByteCount];
            WriteHex(text);
            return new string(text);
        }
    }

    /// <summary>The first twelve hex digits: enough for people.</summary>
    public string Brief => Hex[..12];

    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[ByteCount];
        SHA256.HashData(content, hash);
        return new Digest(hash);
    }

    public static Digest Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static Digest Of(Stream content)
    {
        Span<byte> hash = stackalloc byte[ByteCount];
        SHA256.HashData(content, hash);
        return new Digest(hash);
    }

    /// <summary>Wraps the 32 bytes of a hash that was computed elsewhere, such as by an <see cref="IncrementalHash"/>.</summary>
    public static Digest FromHash(ReadOnlySpan<byte> hash) =>
        hash.Length == ByteCount ? new Digest(hash) : throw new ArgumentException($"a SHA-256 has {ByteCount} bytes, not {hash.Length}", nameof(hash));

    public static Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"`{text}` is not a digest: expected `sha256:` and 64 lower-case hex digits");

    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        return text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && TryParseHex(text.AsSpan(Prefix.Length), out digest);
    }

    /// <summary>Reads the 64 hex digits alone, as they stand in file names.</summary>
    public static bool TryParseHex(ReadOnlySpan<char> hex, out Digest digest)
    {
        digest = default;
        if (hex.Length != 2 * ByteCount) return false;

        Span<byte> hash = stackalloc byte[ByteCount];
        for (var i = 0; i < ByteCount; i++)
        {
            var value = (ValueOf(hex[2 * i]) << 4) | ValueOf(hex[2 * i + 1]);
            if (value < 0) return false;
            hash[i] = (byte)value;
        }

        digest = new Digest(hash);
        return true;
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], fourth);
    }

    public int CompareTo(Digest other) =>
        first != other.first ? first.CompareTo(other.first)
        : second != other.second ? second.CompareTo(other.second)
        : third != other.third ? third.CompareTo(other.third)
        : fourth.CompareTo(other.fourth);

    public override string ToString()
    {
        Span<char> text = stackalloc char[Prefix.Length + 2 * ByteCount];
        Prefix.CopyTo(text);
        WriteHex(text[Prefix.Length..]);
        return new string(text);
    }

    // Of a hash, so any part is as good as the whole.
    public override int GetHashCode() => first.GetHashCode();

    public bool Equals(Digest other) => first == other.first && second == other.second && third == other.third && fourth == other.fourth;

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(CultureInfo.InvariantCulture, $"{ToString()}", out charsWritten);

    public static bool operator <(Digest left, Digest right) => left.CompareTo(right) < 0;

    public static bool operator >(Digest left, Digest right) => left.CompareTo(right) > 0;

    public static bool operator <=(Digest left, Digest right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Digest left, Digest right) => left.CompareTo(right) >= 0;

    private void WriteHex(Span<char> destination)
    {
        Span<byte> hash = stackalloc byte[ByteCount];
        CopyTo(hash);
        for (var i = 0; i < ByteCount; i++)
        {
            destination[2 * i] = "0123456789abcdef"[hash[i] >> 4];
            destination[2 * i + 1] = "0123456789abcdef"[hash[i] & 15];
        }
    }

    // Below zero for what is no lower-case hex digit, and so is anything joined with it.
    private static int ValueOf(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        _ => -1,
    };
}
