using System.Buffers;
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

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    // Four words and no UInt128: methods that take those by value are compiled at every start, ReadyToRun or not.
    private readonly ulong a, b, c, d;

    private Digest(ReadOnlySpan<byte> hash) =>
        (a, b, c, d) = (BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]), BinaryPrimitives.ReadUInt64BigEndian(hash[16..]), BinaryPrimitives.ReadUInt64BigEndian(hash[24..]));

    public bool IsNone => (a | b | c | d) == 0;

    /// <summary>The 64 hex digits without the prefix: what a file name or a URL wants.</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"{a:x16}{b:x16}{c:x16}{d:x16}");

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
        if (hex.Length != 2 * ByteCount || hex.ContainsAnyExcept(HexDigits)) return false;

        Span<byte> hash = stackalloc byte[ByteCount];
        Convert.FromHexString(hex, hash, out _, out _);
        digest = new Digest(hash);
        return true;
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], d);
    }

    public int CompareTo(Digest other) => a != other.a ? a.CompareTo(other.a) : b != other.b ? b.CompareTo(other.b) : c != other.c ? c.CompareTo(other.c) : d.CompareTo(other.d);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{a:x16}{b:x16}{c:x16}{d:x16}");

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(CultureInfo.InvariantCulture, $"{Prefix}{a:x16}{b:x16}{c:x16}{d:x16}", out charsWritten);

    public static bool operator <(Digest left, Digest right) => left.CompareTo(right) < 0;

    public static bool operator >(Digest left, Digest right) => left.CompareTo(right) > 0;

    public static bool operator <=(Digest left, Digest right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Digest left, Digest right) => left.CompareTo(right) >= 0;
}
