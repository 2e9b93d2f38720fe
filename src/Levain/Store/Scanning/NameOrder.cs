namespace Levain.Store.Scanning;

/// <summary>The order of <see cref="StringComparer.Ordinal"/>, which goes by UTF-16 code units, for names in UTF-8.</summary>
internal static class NameOrder
{
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var same = left.CommonPrefixLength(right);
        return same == left.Length || same == right.Length ? left.Length - right.Length : Rank(left[same]) - Rank(right[same]);
    }

    /// <summary>Eight bytes as a number: two names whose numbers differ stand in the order of the numbers.</summary>
    public static ulong Key(ReadOnlySpan<byte> name)
    {
        ulong key = 0;
        for (var i = 0; i < sizeof(ulong); i++) key = (key << 8) | (i < name.Length ? Rank(name[i]) : (byte)0);
        return key;
    }

    // The two orders differ in one thing: what takes four bytes (from 0xf0) is written with surrogates, which lie below what begins with 0xee or 0xef.
    private static byte Rank(byte value) => value switch { < 0xee => value, >= 0xf0 => (byte)(value - 2), _ => (byte)(value + 0x10) };
}
