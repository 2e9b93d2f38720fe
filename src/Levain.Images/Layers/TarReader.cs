using System.Globalization;
using System.Text;

namespace Levain.Images;

/// <summary>Reads a tar with ustar, pax and GNU headers, and no more of any header than an honest one has.</summary>
internal sealed class TarReader(Stream source, string what)
{
    private const int Block = 512;
    private const int MostHeaderBytes = 1 << 20;

    private readonly byte[] header = new byte[Block];
    private long left;
    private int padding;

    /// <summary>The next entry, or null at the end. What was not read of the last one is passed over.</summary>
    public TarItem? Next()
    {
        Skip(left + padding);
        (left, padding) = (0, 0);
        string? name = null, target = null;
        long? size = null;
        while (ReadHeader())
        {
            var type = (char)header[156];
            var length = Number(124, 12);
            switch (type)
            {
                case 'x':
                    foreach (var (key, value) in Records(Extension(length)))
                    {
                        if (key == "path") name = value;
                        else if (key == "linkpath") target = value;
                        else if (key == "size") size = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Broken("a size in it is no number");
                        else if (key.StartsWith("GNU.sparse", StringComparison.Ordinal)) throw Broken("it holds a sparse file, which is not read here");
                    }

                    continue;
                case 'g':
                    // Of all entries that follow: times and comments, as git archive writes them. A name or a size there would be a trap.
                    if (Records(Extension(length)).Any(record => record.Key is "path" or "linkpath" or "size")) throw Broken("it gives one name or size to all that follows");
                    continue;
                case 'L':
                    name = Text(Extension(length));
                    continue;
                case 'K':
                    target = Text(Extension(length));
                    continue;
                case 'S' or 'M':
                    throw Broken("it holds a sparse file or a part of a file, which are not read here");
            }

            var item = new TarItem(name ?? HeaderName(), type, (int)Number(100, 8) & 0xFFF, size ?? length, target ?? Text(header.AsSpan(157, 100)));
            left = item.IsFile ? item.Size : 0;
            padding = (int)(-left & (Block - 1));
            return item;
        }

        return name is null && target is null && size is null ? null : throw Broken("it ends after the first half of an entry");
    }

    /// <summary>Bytes of the entry that was given last; 0 at its end.</summary>
    public int Read(Span<byte> buffer)
    {
        var read = source.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        if (read == 0 && left > 0 && buffer.Length > 0) throw Broken("it ends in the middle of a file");
        left -= read;
        return read;
    }

    private bool ReadHeader()
    {
        var read = source.ReadAtLeast(header, Block, throwOnEndOfStream: false);
        // Two empty blocks end a tar, one has to do, and some writers leave out both.
        if (read == 0 || (read == Block && !header.AsSpan().ContainsAnyExcept((byte)0))) return false;
        if (read < Block) throw Broken("it ends in the middle of a header");
        var sum = header.Sum(value => value) - header.AsSpan(148, 8).ToArray().Sum(value => value) + 8 * ' ';
        return Number(148, 8) == sum ? true : throw Broken("the check sum of a header is wrong");
    }

    private byte[] Extension(long length)
    {
        if (length is < 0 or > MostHeaderBytes) throw Broken($"a header of it has {length} bytes: more than {MostHeaderBytes} are not read");
        var bytes = new byte[length];
        if (source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw Broken("it ends in the middle of a header");
        Skip(-length & (Block - 1));
        return bytes;
    }

    // "25 path=folder/name\n": the length counts all of it.
    private IEnumerable<KeyValuePair<string, string>> Records(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var space = Array.IndexOf(bytes, (byte)' ', at);
            if (space < 0 || !int.TryParse(bytes.AsSpan(at, space - at), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space - at + 2 || length > bytes.Length - at || bytes[at + length - 1] != '\n') throw Broken("a pax record in it is malformed");
            var text = Utf8(bytes.AsSpan(space + 1, at + length - space - 2));
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw Broken("a pax record in it is malformed");
            yield return KeyValuePair.Create(text[..equals], text[(equals + 1)..]);
            at += length;
        }
    }

    private string HeaderName()
    {
        var name = Text(header.AsSpan(0, 100));
        var prefix = header.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? Text(header.AsSpan(345, 155)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    private string Text(ReadOnlySpan<byte> field) => Utf8(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    private string Utf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Broken("a name in it is not UTF-8");

    private long Number(int at, int length)
    {
        var field = header.AsSpan(at, length);
        return (field[0] & 0x80) != 0 ? Binary(field) : Octal(field.Trim(" \0"u8));
    }

    private long Octal(ReadOnlySpan<byte> digits)
    {
        long value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7') throw Broken("a number in a header is not octal");
            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }

    // GNU's way to say more than eleven octal digits can.
    private long Binary(ReadOnlySpan<byte> field)
    {
        if (field.Length < 12 || field[0] != 0x80 || field[1..^8].ContainsAnyExcept((byte)0)) throw Broken("a number in a header is out of range");
        var value = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
        return value >= 0 ? value : throw Broken("a number in a header is out of range");
    }

    private void Skip(long count)
    {
        var buffer = new byte[(int)Math.Min(count, 64 << 10)];
        while (count > 0)
        {
            var read = source.Read(buffer.AsSpan(0, (int)Math.Min(count, buffer.Length)));
            if (read == 0) throw Broken("it ends in the middle of a file");
            count -= read;
        }
    }

    private OciFormatException Broken(string why) => new($"{what} is not a tar that is read here: {why}");
}
