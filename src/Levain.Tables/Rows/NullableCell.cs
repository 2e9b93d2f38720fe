namespace Levain.Tables;

/// <summary>A column whose values, or nothing, are turned into the property's.</summary>
internal sealed class NullableCell<TColumn, T>(ValueColumn<TColumn> column, Func<TColumn, T> convert) : Cell<T?> where TColumn : unmanaged where T : struct
{
    public override T? At(int row) => Bits.Has(column.Validity, row) ? convert(column.Values[row]) : null;
}
