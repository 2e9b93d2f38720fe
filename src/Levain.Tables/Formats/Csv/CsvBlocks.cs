using System.Buffers;
using System.Globalization;
using System.Text;

namespace Levain.Tables.Csv;

/// <summary>A file in blocks of whole records. Where it is cut depends on its bytes alone, not on who reads it.</summary>
internal sealed class CsvBlocks : IDisposable
{
    private readonly InputFile file;
    private readonly CsvDialect dialect;
    private readonly Stream stream;
    private readonly CsvEncoding encoding;
    private readonly int blockSize;
    private byte[] buffer;
    private int have;
    private long offset;
    private bool ended;

    public CsvBlocks(InputFile file, CsvFormat format, CsvDialect dialect, int blockSize)
    {
        (this.file, this.dialect, this.blockSize, encoding) = (file, dialect, blockSize, format.Encoding);
        buffer = ArrayPool<byte>.Shared.Rent(blockSize);
        FileKind.Check(file, allowUtf16: format.Encoding == CsvEncoding.Utf16);
        stream = Open(file, format.Encoding);
        Fill();
        for (var i = 0; i < format.SkippedLines; i++) SkipLine();
        if (format.Header) Header = ReadHeader();
    }

    /// <summary>The names of the columns; null when the file has no line of them, or none at all.</summary>
    public IReadOnlyList<string>? Header { get; private set; }

    public static Stream Open(InputFile file, CsvEncoding encoding)
    {
        var raw = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var mark = ByteOrderMark(raw);
        raw.Position = mark;
        return encoding switch
        {
            CsvEncoding.Latin1 => Encoding.CreateTranscodingStream(raw, Encoding.Latin1, Encoding.UTF8),
            CsvEncoding.Utf16 => Encoding.CreateTranscodingStream(raw, Utf16(raw), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)),
            _ => raw,
        };
    }

    /// <summary>The next whole records; null behind the last.</summary>
    public CsvBlock? Next()
    {
        var end = WholeRecords();
        if (end == 0) return null;
        var given = buffer;
        buffer = ArrayPool<byte>.Shared.Rent(Math.Max(blockSize, have - end));
        given.AsSpan(end, have - end).CopyTo(buffer);
        var block = new CsvBlock(file, given, end, offset);
        (have, offset) = (have - end, offset + end);
        return block;
    }

    /// <summary>How many fields the next record has, without going over it; 0 when there is none.</summary>
    public int CountFields()
    {
        var cutter = new CsvCutter(buffer.AsSpan(0, have), dialect);
        var count = 0;
        while (cutter.At < have && cutter.Next())
        {
            count++;
            if (cutter.Last && !(count == 1 && cutter.Start == cutter.End && !cutter.Quoted)) return count;
            if (cutter.Last) count = 0;
        }

        return count;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        stream.Dispose();
    }

    private int WholeRecords()
    {
        while (true)
        {
            Fill();
            if (ended) return have;
            var end = LastEnd(buffer.AsSpan(0, have));
            if (end > 0) return end;
            if (have > dialect.LargestRow) throw CsvError.Endless(file, offset, dialect, encoding);
            Widen();
        }
    }

    // Behind the last record that surely ends in these bytes; all of them where the form is broken, since whoever cuts them says so.
    private int LastEnd(ReadOnlySpan<byte> bytes)
    {
        if (dialect.Quote == 0 || !bytes.Contains(dialect.Quote))
            return bytes.LastIndexOf((byte)'\n') is >= 0 and var line ? line + 1 : bytes[..^1].LastIndexOf((byte)'\r') + 1;

        var cutter = new CsvCutter(bytes, dialect);
        var end = 0;
        while (cutter.At < bytes.Length)
        {
            if (!cutter.Next()) return cutter.Flaw == CsvFlaw.OpenQuote ? end : bytes.Length;
            // A CR at the very end may be the first half of a line end.
            if (cutter.Last && cutter.At <= bytes.Length && (cutter.At < bytes.Length || bytes[^1] == '\n')) end = cutter.At;
        }

        return end;
    }

    private IReadOnlyList<string>? ReadHeader()
    {
        while (true)
        {
            var names = new List<string>();
            var cutter = new CsvCutter(buffer.AsSpan(0, have), dialect);
            while (cutter.At < have && cutter.Next())
            {
                names.Add(Name(buffer.AsSpan(cutter.Start, cutter.End - cutter.Start), cutter.Escaped, names.Count));
                if (!cutter.Last || (cutter.At >= have && !ended)) continue;
                Advance(Math.Min(cutter.At, have));
                return names;
            }

            if (have == 0) return null;
            if (ended || have > dialect.LargestRow) throw cutter.Flaw == CsvFlaw.BehindQuote ? CsvError.Header(file, "text stands behind a closing quote") : CsvError.Endless(file, offset, dialect, encoding);
            Widen();
            Fill();
        }
    }

    private string Name(ReadOnlySpan<byte> utf8, bool escaped, int index)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(escaped ? CsvText.Unescaped(utf8, dialect) : utf8);
        }
        catch (DecoderFallbackException)
        {
            throw CsvError.Header(file, $"the name of column {index + 1} is not UTF-8", "say which encoding the file has, such as `Encoding = CsvEncoding.Latin1`");
        }
    }

    private void SkipLine()
    {
        while (true)
        {
            var end = buffer.AsSpan(0, have).IndexOfAny((byte)'\n', (byte)'\r');
            if (end >= 0 && (end + 1 < have || ended))
            {
                Advance(end + (buffer[end] == '\r' && end + 1 < have && buffer[end + 1] == '\n' ? 2 : 1));
                return;
            }

            if (ended)
            {
                Advance(have);
                return;
            }

            if (have > dialect.LargestRow) throw CsvError.Endless(file, offset, dialect, encoding);
            Widen();
            Fill();
        }
    }

    private void Advance(int count)
    {
        buffer.AsSpan(count, have - count).CopyTo(buffer);
        (have, offset) = (have - count, offset + count);
    }

    private void Widen()
    {
        if (have < buffer.Length) return;
        var wider = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, have).CopyTo(wider);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = wider;
    }

    private void Fill()
    {
        while (!ended && have < buffer.Length)
        {
            var read = Read();
            if (read == 0) ended = true;
            have += read;
        }
    }

    private int Read()
    {
        try
        {
            return stream.Read(buffer, have, buffer.Length - have);
        }
        catch (DecoderFallbackException error)
        {
            throw new BuildException($"`{file.Name}` is not UTF-16 behind line {CsvError.LineOf(file, encoding, offset + have).ToString("N0", CultureInfo.InvariantCulture)}", "say which encoding the file has", error);
        }
    }

    private static int ByteOrderMark(FileStream raw)
    {
        Span<byte> first = stackalloc byte[3];
        var length = raw.ReadAtLeast(first, 3, throwOnEndOfStream: false);
        return first[..length] is [0xef, 0xbb, 0xbf] ? 3 : first[..length] is [0xff, 0xfe, ..] or [0xfe, 0xff, ..] ? 2 : 0;
    }

    private static UnicodeEncoding Utf16(FileStream raw)
    {
        raw.Position = 0;
        var bigEndian = raw.ReadByte() == 0xfe && raw.ReadByte() == 0xff;
        raw.Position = 0;
        raw.Position = ByteOrderMark(raw);
        return new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);
    }
}
