using System.Globalization;
using System.Text;

namespace Levain.Tables.Csv;

/// <summary>What is wrong with a file, in one sentence with its line and column.</summary>
internal static class CsvError
{
    public static BuildException Header(InputFile file, string what, string? hint = null) => new($"the header of `{file.Name}` cannot be read: {what}", hint);

    public static BuildException Empty(InputFile file) =>
        new($"`{file.Name}` is empty", "a CSV file has at least the line with the names of its columns; say `Header = false` and declare the columns if it has none");

    /// <summary>A record that does not end within the limit.</summary>
    public static BuildException Endless(InputFile file, long offset, CsvDialect dialect, CsvEncoding encoding) => new(
        string.Create(CultureInfo.InvariantCulture, $"line {LineOf(file, encoding, offset):N0} of `{file.Name}` begins a row of more than {dialect.LargestRow:N0} bytes"),
        "look for a quote that is never closed, or raise `LargestRow`");

    public static BuildException Form(CsvBlock block, CsvFormat format, IReadOnlyList<string> names)
    {
        var (flaw, at, _, field, found) = block.Fault!.Value;
        var line = LineOf(block.File, format.Encoding, block.Offset + at);
        var column = field < names.Count ? $", column `{names[field]}`" : "";
        var file = $"line {line.ToString("N0", CultureInfo.InvariantCulture)}{{0}} of `{block.File.Name}`";
        var (where, withColumn) = (file.Replace("{0}", "", StringComparison.Ordinal), file.Replace("{0}", column, StringComparison.Ordinal));
        return flaw switch
        {
            CsvFlaw.OpenQuote => new($"{withColumn}: the quote that opens here is never closed", "the file may be cut off: get it again, or close the quote"),
            CsvFlaw.BehindQuote => new($"{withColumn}: text stands behind the closing quote", "write a quote inside quotes twice, or set `Quote = null` where quotes mean nothing"),
            CsvFlaw.FieldCount => new($"{where} has {found.ToString(CultureInfo.InvariantCulture)} {(found == 1 ? "field" : "fields")}, but there {(names.Count == 1 ? "is 1 column" : $"are {names.Count.ToString(CultureInfo.InvariantCulture)} columns")}", "mend the row, put fields that hold a delimiter in quotes, or set another `Delimiter`"),
            CsvFlaw.TooLong => new(string.Create(CultureInfo.InvariantCulture, $"{where} begins a row of {found:N0} bytes, more than {format.LargestRow:N0}"), "look for a quote that is never closed, or raise `LargestRow`"),
            CsvFlaw.ZeroByte => new($"{withColumn} holds a zero byte", "the file is binary, or UTF-16, or was written in part: get it again"),
            _ => new($"{withColumn} is not UTF-8: it has the byte {block.Bytes[at].ToString("X2", CultureInfo.InvariantCulture)}", "say which encoding the file has, such as `Encoding = CsvEncoding.Latin1`"),
        };
    }

    public static BuildException Value(CsvBlock block, CsvFormat format, int row, int field, Field column)
    {
        var line = LineOf(block.File, format.Encoding, block.Offset + block.FieldStart(row, field));
        return new(
            $"line {line.ToString("N0", CultureInfo.InvariantCulture)}, column `{column.Name}` of `{block.File.Name}`: `{CsvText.Show(block.Field(row, field, out _, out _))}` is no {column.Type}",
            column.Type.Kind is ColumnKind.Date ? $"mend it, declare the column as VARCHAR, or set `{nameof(CsvFormat.DateFormat)}`"
            : column.Type.Kind is ColumnKind.Timestamp or ColumnKind.TimestampTz ? $"mend it, declare the column as VARCHAR, or set `{nameof(CsvFormat.TimestampFormat)}`"
            : $"mend it, declare the column as VARCHAR, or add it to `{nameof(CsvFormat.NullTexts)}` if it means that there is no value");
    }

    // Nobody counts lines before one is asked for.
    public static long LineOf(InputFile file, CsvEncoding encoding, long offset)
    {
        using var stream = CsvBlocks.Open(file, encoding);
        var buffer = new byte[1 << 16];
        long line = 1;
        var afterReturn = false;
        while (offset > 0)
        {
            var read = Read(stream, buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset)));
            if (read == 0) break;
            offset -= read;
            foreach (var value in buffer.AsSpan(0, read))
            {
                if (value == '\r' || (value == '\n' && !afterReturn)) line++;
                afterReturn = value == '\r';
            }
        }

        return line;
    }

    // Where bytes are no text, the lines before them are what counts.
    private static int Read(Stream stream, Span<byte> buffer)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (DecoderFallbackException)
        {
            return 0;
        }
    }
}
