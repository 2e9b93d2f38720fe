namespace Levain.Tables.Csv;

/// <summary>A column of the file, on its way to one of a table.</summary>
/// <param name="place">Which field of a record it is.</param>
internal abstract class CsvColumn(Field column, int place)
{
    public Field Column => column;

    public int Place => place;

    public abstract ColumnBuilder Builder { get; }

    /// <summary>Appends rows of the block.</summary>
    /// <returns>The first row whose value is not of the column's type, or -1.</returns>
    public abstract int Append(CsvBlock block, int start, int end);

    public static CsvColumn For(Field column, int field, CsvDialect dialect, CsvNotation notation) => column.Type.Kind switch
    {
        ColumnKind.Bool => new CsvValues<bool, BoolText>(column, field, dialect, notation),
        ColumnKind.Int32 => new CsvValues<int, IntText>(column, field, dialect, notation),
        ColumnKind.Int64 => new CsvValues<long, LongText>(column, field, dialect, notation),
        ColumnKind.Float => new CsvValues<float, FloatText>(column, field, dialect, notation),
        ColumnKind.Double => new CsvValues<double, DoubleText>(column, field, dialect, notation),
        ColumnKind.Decimal => new CsvValues<decimal, DecimalText>(column, field, dialect, notation),
        ColumnKind.Date => new CsvValues<DateOnly, DateText>(column, field, dialect, notation),
        ColumnKind.Timestamp => new CsvValues<Timestamp, TimestampText>(column, field, dialect, notation),
        ColumnKind.TimestampTz => new CsvValues<Timestamp, MomentText>(column, field, dialect, notation),
        ColumnKind.String => new CsvTexts(column, field, dialect),
        _ => throw new BuildException($"column `{column.Name}` is declared as {column.Type}, which a field of CSV cannot hold", "declare it as VARCHAR, and take it apart in SQL"),
    };

    /// <summary>Whether a text is a value of a type.</summary>
    public static bool Fits(ReadOnlySpan<byte> text, ColumnKind kind, CsvNotation notation) => kind switch
    {
        ColumnKind.Int64 => LongText.TryRead(text, notation, ColumnType.Int64, out _),
        ColumnKind.Double => DoubleText.TryRead(text, notation, ColumnType.Double, out _),
        ColumnKind.Bool => BoolText.TryRead(text, notation, ColumnType.Bool, out _),
        ColumnKind.Date => DateText.TryRead(text, notation, ColumnType.Date, out _),
        ColumnKind.Timestamp => TimestampText.TryRead(text, notation, ColumnType.Timestamp, out _),
        ColumnKind.TimestampTz => MomentText.TryRead(text, notation, ColumnType.TimestampTz, out _),
        _ => kind == ColumnKind.String,
    };
}
