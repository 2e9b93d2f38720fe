namespace Levain.Tables.Csv;

/// <summary>A value is not of its column's type.</summary>
internal sealed class CsvMisfit(CsvBlock block, int row, CsvColumn column) : Exception
{
    public BuildException Error(CsvFormat format) => CsvError.Value(block, format, row, column.Place, column.Column);
}
