using System.Text;

namespace Levain.Tables.Sources.Archives;

/// <summary>One block of 512 bytes that begins a member of a tar file.</summary>
/// <param name="Type">The letter that says what it is.</param>
internal readonly record struct TarHeader(string Name, byte Type, long Size)
{
    public const int Bytes = 512;

    /// <summary>Null for the block of zeros that ends the file.</summary>
    public static TarHeader? Parse(ReadOnlySpan<byte> block)
    {
        if (!block.ContainsAnyExcept((byte)0)) return null;
        if (Number(block.Slice(148, 8)) != Sum(block)) throw new BadArchiveException("the check sum of a header is wrong");
        var name = Text(block[..100]);
        var prefix = block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(block.Slice(345, 155)) : "";
        return new(prefix.Length > 0 ? $"{prefix}/{name}" : name, block[156], Number(block.Slice(124, 12)));
    }

    /// <summary>Whether a file that begins so is a tar file, a damaged one perhaps.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> block)
    {
        if (block.Length < Bytes) return false;
        try
        {
            return block.Slice(257, 5).SequenceEqual("ustar"u8) || Parse(block) is not null;
        }
        catch (BadArchiveException)
        {
            return false;
        }
    }

    /// <summary>Text up to the first zero.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        try
        {
            return Store.TreeListing.Utf8.GetString(end < 0 ? bytes : bytes[..end]);
        }
        catch (DecoderFallbackException)
        {
            throw new BadArchiveException("a name is not UTF-8");
        }
    }

    private static long Sum(ReadOnlySpan<byte> block)
    {
        long sum = 8 * ' ';
        for (var i = 0; i < block.Length; i++)
            if (i is < 148 or >= 156) sum += block[i];
        return sum;
    }

    // Octal digits, or for what is too large for them big-endian bytes behind a set bit.
    private static long Number(ReadOnlySpan<byte> field)
    {
        long value = 0;
        if ((field[0] & 0x80) != 0)
        {
            for (var i = 0; i < field.Length; i++)
            {
                if (value >> 55 != 0) throw new BadArchiveException("a number of a header is too large");
                value = (value << 8) | (i == 0 ? field[i] & 0x7Fu : field[i]);
            }

            return value;
        }

        foreach (var digit in field.Trim(" \0"u8))
            value = digit is >= (byte)'0' and <= (byte)'7' && value >> 59 == 0 ? (value << 3) | (uint)(digit - '0') : throw new BadArchiveException("a number of a header is none");
        return value;
    }
}
