using Levain.Tables.Csv;
using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Comma-separated values, read strictly: what is not a row of the declared or found types is refused, with its line and column.</summary>
/// <remarks>
/// A field is in quotes or not; one in quotes may hold delimiters and line ends, and is never null. A line ends with LF, CRLF or CR.
/// An empty line is skipped, except where there is but one column.
/// </remarks>
public sealed record CsvFormat : TableFormat
{
    /// <summary>One character of ASCII.</summary>
    public char Delimiter { get; init => field = Ascii(nameof(Delimiter), value); } = ',';

    /// <summary>One character of ASCII, or null where quotes mean nothing.</summary>
    public char? Quote { get; init => field = value is { } quote ? Ascii(nameof(Quote), quote) : null; } = '"';

    /// <summary>What stands before a quote inside quotes: a second quote, unless it is said.</summary>
    public char? Escape { get; init => field = value is { } escape ? Ascii(nameof(Escape), escape) : null; }

    /// <summary>Whether the first line has the names of the columns.</summary>
    public bool Header { get; init; } = true;

    /// <summary>Lines before the header that say something else.</summary>
    public int SkippedLines { get; init => field = value >= 0 ? value : throw new BuildException($"`{nameof(SkippedLines)}` cannot be {value}"); }

    /// <summary>The fields without quotes that mean that there is no value; an empty one by default.</summary>
    public IReadOnlyList<string> NullTexts { get; init; } = [""];

    public char DecimalSeparator { get; init => field = value is '.' or ',' ? value : throw new BuildException($"the decimal separator is `.` or `,`, not `{value}`"); } = '.';

    public CsvEncoding Encoding { get; init; } = CsvEncoding.Utf8;

    /// <summary>The columns to read, by the names of the header or, without one, all of them in order. None at all means every column, each with the first type that fits all its values:
    /// BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP, TIMESTAMPTZ or VARCHAR.</summary>
    /// <remarks>The whole file decides, never a sample: where its beginning misleads, it is read three times instead of once.</remarks>
    public IReadOnlyList<DeclaredColumn> Columns { get; init; } = [];

    /// <summary>How dates are written, with <c>%Y %y %m %b %d</c>; null means 2026-02-28.</summary>
    public string? DateFormat { get; init; }

    /// <summary>How moments are written, with <c>%H %I %p %M %S %f %z</c> as well; null means 2026-02-28 20:15:00.25, or T instead of the space, with Z or +02:00 behind it where there is a zone.</summary>
    public string? TimestampFormat { get; init; }

    /// <summary>In bytes. What is longer is taken for a quote that is never closed, or for no CSV at all.</summary>
    public int LargestRow { get; init => field = value is >= 1024 and <= 1 << 30 ? value : throw new BuildException($"`{nameof(LargestRow)}` is 1,024 bytes to 1 GiB, not {value}"); } = 2 << 20;

    private protected override string Kind => "CSV";

    internal override Table Read(InputFiles files, Reading reading) => new CsvReading(this, files, reading).Table();

    internal override void AddView(DuckSession session, string name, InputFiles files)
    {
        var reading = new CsvReading(this, files, new(Threads: 1, Cancellation: session.Cancellation));
        session.AddPieces(name, reading.Schema, reading.Pieces);
    }

    private static char Ascii(string option, char value) =>
        value is > '\0' and < '\x7f' and not '\n' and not '\r' ? value : throw new BuildException($"`{option}` is one character of ASCII that ends no line");
}
