using System.Globalization;
using System.Text;

namespace Levain.Images;

/// <summary>Writes a tar whose bytes depend on its entries alone: nobody's, from 1970, in the ustar format, with pax records where that has no room.</summary>
internal sealed class TarWriter(Stream target)
{
    private const int Block = 512;
    private const long MostOctalSize = 0x1_FFFF_FFFF;

    public void Write(LayerEntry entry)
    {
        var path = entry.Kind == LayerEntryKind.Folder ? entry.Path + "/" : entry.Path;
        var records = new StringBuilder();
        var (prefix, name) = Place(path);
        if (name is null) Record(records, "path", path);
        if (!Fits(entry.Target)) Record(records, "linkpath", entry.Target);
        if (entry.Length > MostOctalSize) Record(records, "size", entry.Length.ToString(CultureInfo.InvariantCulture));
        if (records.Length > 0) WriteRecords(Encoding.UTF8.GetBytes(records.ToString()));
        var type = entry.Kind switch { LayerEntryKind.File => '0', LayerEntryKind.Link => '2', _ => '5' };
        WriteHeader(prefix, name ?? "pax", type, entry.Mode, entry.Length, Fits(entry.Target) ? entry.Target : "pax");
        if (entry.Kind == LayerEntryKind.File) Copy(entry);
    }

    /// <summary>Any bytes as a file, such as those of a tarball around an image.</summary>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        WriteHeader("", path, '0', 0x1A4, content.Length, "");
        target.Write(content);
        Pad(content.Length);
    }

    public void End() => target.Write(new byte[2 * Block]);

    private void Copy(LayerEntry entry)
    {
        using var content = entry.Open();
        var left = entry.Length;
        var buffer = new byte[64 << 10];
        while (content.Read(buffer) is > 0 and var count)
        {
            left -= count;
            if (left < 0) break;
            target.Write(buffer.AsSpan(0, count));
        }

        if (left != 0) throw new BuildException($"`{entry.Path}` has changed while its layer was written", "build again, with nobody writing there");
        Pad(entry.Length);
    }

    private void WriteRecords(byte[] records)
    {
        WriteHeader("", "pax", 'x', 0x1A4, records.Length, "");
        target.Write(records);
        Pad(records.Length);
    }

    private void WriteHeader(string prefix, string name, char type, int mode, long size, string link)
    {
        var header = new byte[Block];
        Encoding.ASCII.GetBytes(name, header.AsSpan(0, 100));
        Octal(header.AsSpan(100, 8), mode);
        Octal(header.AsSpan(108, 8), 0);
        Octal(header.AsSpan(116, 8), 0);
        Octal(header.AsSpan(124, 12), size <= MostOctalSize ? size : 0);
        Octal(header.AsSpan(136, 12), 0);
        header.AsSpan(148, 8).Fill((byte)' ');
        header[156] = (byte)type;
        Encoding.ASCII.GetBytes(link, header.AsSpan(157, 100));
        "ustar\000"u8.CopyTo(header.AsSpan(257));
        Octal(header.AsSpan(329, 8), 0);
        Octal(header.AsSpan(337, 8), 0);
        Encoding.ASCII.GetBytes(prefix, header.AsSpan(345, 155));
        Octal(header.AsSpan(148, 7), header.Sum(value => value));
        target.Write(header);
    }

    // Up to 100 bytes of name, or a name and a prefix that are joined by a slash.
    private static (string Prefix, string? Name) Place(string path)
    {
        if (Fits(path)) return ("", path);
        if (!Ascii.IsValid(path)) return ("", null);
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash is > 0 and <= 155; slash = path.IndexOf('/', slash + 1))
            if (path.Length - slash - 1 is > 0 and <= 100) return (path[..slash], path[(slash + 1)..]);
        return ("", null);
    }

    private static bool Fits(string text) => text.Length <= 100 && Ascii.IsValid(text);

    // The length counts itself.
    private static void Record(StringBuilder records, string name, string value)
    {
        var rest = Encoding.UTF8.GetByteCount(value) + name.Length + 3;
        var length = rest + 1;
        while (length != rest + Digits(length)) length = rest + Digits(length);
        records.Append(CultureInfo.InvariantCulture, $"{length} {name}={value}\n");
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;

    private static void Octal(Span<byte> field, long value)
    {
        for (var i = field.Length - 2; i >= 0; i--, value >>= 3) field[i] = (byte)('0' + (value & 7));
        field[^1] = 0;
    }

    private void Pad(long size) => target.Write(new byte[(int)(-size & (Block - 1))]);
}
