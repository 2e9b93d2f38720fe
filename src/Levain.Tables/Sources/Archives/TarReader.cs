using System.Globalization;

namespace Levain.Tables.Sources.Archives;

/// <summary>Reads a tar file in one go: plain, ustar, pax, and the long names of GNU.</summary>
internal sealed class TarReader(Stream file, UnpackBudget budget) : ArchiveReader
{
    // Of a header that describes the next one.
    private const int LongestNote = 1 << 20;

    private readonly byte[] block = new byte[TarHeader.Bytes];
    private long left, padding;
    private bool ended;

    public override ArchiveMember? Next()
    {
        if (ended) return null;
        Skip(left + padding);
        (left, padding) = (0, 0);
        for (var note = new Note(); ; )
        {
            file.ReadExactly(block);
            if (TarHeader.Parse(block) is not { } header)
            {
                // Behind the end there is only filling; it is read, so that the check sum of a gzip stream is compared.
                ended = true;
                while (file.Read(block) > 0)
                {
                }

                return null;
            }

            budget.Member();
            switch ((char)header.Type)
            {
                case 'x': note = note.With(Small(header)); break;
                case 'L': note = note with { Name = TarHeader.Text(Small(header)) }; break;
                case 'g' or 'K': Small(header); break;
                default:
                    var member = new ArchiveMember(note.Name ?? header.Name, note.Sparse ? MemberKind.Strange : KindOf(header), note.Size ?? header.Size);
                    if (member.Kind is MemberKind.File or MemberKind.Strange) (left, padding) = (member.Size, Padding(member.Size));
                    return member;
            }
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (left == 0) return 0;
        var count = file.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        left -= count;
        return count > 0 || buffer.IsEmpty ? count : throw new EndOfStreamException();
    }

    public override void Dispose()
    {
        file.Dispose();
        base.Dispose();
    }

    private byte[] Small(TarHeader header)
    {
        if (header.Size > LongestNote) throw new BadArchiveException("a header is longer than any name");
        var bytes = new byte[header.Size];
        file.ReadExactly(bytes);
        Skip(Padding(header.Size));
        return bytes;
    }

    private void Skip(long bytes)
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (bytes > 0)
        {
            var count = file.Read(buffer[..(int)Math.Min(buffer.Length, bytes)]);
            if (count == 0) throw new EndOfStreamException();
            bytes -= count;
        }
    }

    private static long Padding(long size) => (TarHeader.Bytes - (size % TarHeader.Bytes)) % TarHeader.Bytes;

    private static MemberKind KindOf(TarHeader header) => (char)header.Type switch
    {
        // Before there was a letter for folders, they had a name that ends so.
        '\0' or '0' or '7' => header.Name.EndsWith('/') ? MemberKind.Folder : MemberKind.File,
        '1' or '2' => MemberKind.Link,
        '3' or '4' or '6' => MemberKind.Device,
        '5' => MemberKind.Folder,
        _ => MemberKind.Strange,
    };

    /// <summary>What headers before a member said of it.</summary>
    private readonly record struct Note(string? Name, long? Size, bool Sparse)
    {
        // Lines of `LENGTH KEY=VALUE`, where the length counts all of the line.
        public Note With(ReadOnlySpan<byte> lines)
        {
            var note = this;
            while (!lines.IsEmpty)
            {
                var space = lines.IndexOf((byte)' ');
                if (space is < 1 or > 7 || !int.TryParse(lines[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > lines.Length || length < space + 3 || lines[length - 1] != (byte)'\n')
                    throw new BadArchiveException("an extended header cannot be read");
                note = note.With(lines[(space + 1)..(length - 1)], lines[(space + 1)..(length - 1)].IndexOf((byte)'='));
                lines = lines[length..];
            }

            return note;
        }

        private Note With(ReadOnlySpan<byte> line, int equals)
        {
            if (equals < 0) throw new BadArchiveException("an extended header cannot be read");
            var key = line[..equals];
            var value = line[(equals + 1)..];
            if (key.SequenceEqual("path"u8)) return this with { Name = value.Contains((byte)0) ? throw new BadArchiveException("a name holds a zero byte") : TarHeader.Text(value) };
            if (key.SequenceEqual("size"u8)) return this with { Size = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : throw new BadArchiveException("a size is no number") };
            return key.StartsWith("GNU.sparse."u8) ? this with { Sparse = true } : this;
        }
    }
}
