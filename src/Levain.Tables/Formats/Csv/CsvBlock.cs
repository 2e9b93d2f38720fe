using System.Buffers;
using System.Text.Unicode;

namespace Levain.Tables.Csv;

/// <summary>A block of whole records, and where each of its fields is.</summary>
internal sealed class CsvBlock(InputFile file, byte[] bytes, int length, long offset)
{
    private int[] starts = [], ends = [];

    public InputFile File => file;

    /// <summary>Where the block begins in the file, behind its byte order mark.</summary>
    public long Offset => offset;

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    public int Rows { get; private set; }

    public int Fields { get; private set; }

    /// <summary>The first record that is not well formed, and the byte that shows it.</summary>
    public (CsvFlaw Flaw, int At, int Row, int Field, int Found)? Fault { get; private set; }

    /// <summary>Cuts the block into records of so many fields, up to the first that is not one.</summary>
    public void Cut(CsvDialect dialect, int fields)
    {
        Fields = fields;
        // A guess that is right where rows are about as long as the first.
        starts = ArrayPool<int>.Shared.Rent(Math.Max(64, length / 8));
        ends = ArrayPool<int>.Shared.Rent(starts.Length);
        var cutter = new CsvCutter(Bytes, dialect);
        var count = 0;
        while (cutter.At < length)
        {
            var begin = cutter.At;
            var field = 0;
            do
            {
                if (!cutter.Next())
                {
                    Fault = (cutter.Flaw, cutter.Flaw == CsvFlaw.OpenQuote ? cutter.Start - 1 : cutter.End + 1, Rows, field, 0);
                    return;
                }

                if (field < fields)
                {
                    if (count == Math.Min(starts.Length, ends.Length)) Grow();
                    starts[count] = cutter.Quoted ? ~cutter.Start : cutter.Start;
                    ends[count++] = cutter.Escaped ? ~cutter.End : cutter.End;
                }

                field++;
            }
            while (!cutter.Last);

            if (field == 1 && fields > 1 && !cutter.Quoted && cutter.Start == cutter.End)
            {
                count--;
                continue;
            }

            if (field != fields)
            {
                Fault = (CsvFlaw.FieldCount, begin, Rows, field, field);
                return;
            }

            if (cutter.At - begin > dialect.LargestRow + 2)
            {
                Fault = (CsvFlaw.TooLong, begin, Rows, 0, cutter.At - begin);
                return;
            }

            Rows++;
        }

        CheckText();
    }

    public ReadOnlySpan<byte> Field(int row, int field, out bool quoted, out bool escaped)
    {
        var cell = row * Fields + field;
        var (start, end) = (starts[cell], ends[cell]);
        (quoted, escaped) = (start < 0, end < 0);
        start ^= start >> 31;
        end ^= end >> 31;
        return new(bytes, start, end - start);
    }

    /// <summary>The byte at which a field begins, behind its quote.</summary>
    public int FieldStart(int row, int field) => starts[row * Fields + field] is var start && start < 0 ? ~start : start;

    /// <summary>Lets others use the memory: nothing of the block may be looked at afterwards.</summary>
    public void GiveBack()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        if (starts.Length > 0) ArrayPool<int>.Shared.Return(starts);
        if (ends.Length > 0) ArrayPool<int>.Shared.Return(ends);
    }

    // A zero byte is no text, and stands where a file is binary, or UTF-16, or was never written.
    private void CheckText()
    {
        var zero = Bytes.IndexOf((byte)0);
        if (zero >= 0) Fault = Found(CsvFlaw.ZeroByte, zero);
        else if (!Utf8.IsValid(Bytes)) Fault = Found(CsvFlaw.Encoding, FirstInvalid(Bytes));
    }

    private (CsvFlaw, int, int, int, int) Found(CsvFlaw flaw, int at)
    {
        var cell = 0;
        while (cell + 1 < Rows * Fields && FieldStart((cell + 1) / Fields, (cell + 1) % Fields) <= at) cell++;
        return (flaw, at, cell / Fields, cell % Fields, 0);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            if (System.Text.Rune.DecodeFromUtf8(bytes[at..], out _, out var length) != OperationStatus.Done) return at;
            at += length;
        }

        return bytes.Length;
    }

    private void Grow()
    {
        starts = Wider(starts);
        ends = Wider(ends);
    }

    private static int[] Wider(int[] cells)
    {
        var wider = ArrayPool<int>.Shared.Rent(cells.Length * 2);
        cells.CopyTo(wider, 0);
        ArrayPool<int>.Shared.Return(cells);
        return wider;
    }
}
