namespace Levain.Tables.Csv;

/// <summary>Which types fit all values of a column so far. The first that is left is the column's.</summary>
internal sealed class CsvFit(int field)
{
    private static readonly ColumnType[] Types = [ColumnType.Int64, ColumnType.Double, ColumnType.Bool, ColumnType.Date, ColumnType.Timestamp, ColumnType.TimestampTz, ColumnType.String];

    private const int Text = 6;

    // A bit for each type that is left.
    private int left = (1 << 7) - 1;
    private bool any;

    /// <summary>Text when there was no value at all.</summary>
    public ColumnType Type => any ? Types[System.Numerics.BitOperations.TrailingZeroCount(left)] : ColumnType.String;

    /// <summary>For a beginning that need not be all: the first type, where there was no value yet.</summary>
    public ColumnType Guess => any ? Type : Types[0];

    public void Narrow(CsvBlock block, CsvDialect dialect, CsvNotation notation)
    {
        for (var row = 0; row < block.Rows && left != 1 << Text; row++)
        {
            var text = block.Field(row, field, out var quoted, out var escaped);
            if (!quoted && dialect.IsNull(text)) continue;
            any = true;
            if (escaped) text = CsvText.Unescaped(text, dialect);
            for (var type = 0; type < Text; type++)
                if ((left >> type & 1) != 0 && !CsvColumn.Fits(text, Types[type].Kind, notation)) left &= ~(1 << type);
        }
    }
}
