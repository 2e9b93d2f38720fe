namespace Levain.Tables;

/// <summary>The values of a column as what a property takes.</summary>
internal abstract class Cell<T>
{
    public abstract T At(int row);
}

internal sealed class PlainCell<T>(ValueColumn<T> column) : Cell<T> where T : unmanaged
{
    public override T At(int row) => column.Values[row];
}

internal sealed class ValueCell<TColumn, T>(ValueColumn<TColumn> column, Func<TColumn, T> convert) : Cell<T> where TColumn : unmanaged
{
    public override T At(int row) => convert(column.Values[row]);
}

internal sealed class NullableCell<TColumn, T>(ValueColumn<TColumn> column, Func<TColumn, T> convert) : Cell<T?> where TColumn : unmanaged where T : struct
{
    public override T? At(int row) => Bits.Has(column.Validity, row) ? convert(column.Values[row]) : null;
}

internal sealed class TextCell(StringColumn column) : Cell<string?>
{
    public override string? At(int row) => column[row];
}
