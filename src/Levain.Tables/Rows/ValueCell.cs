namespace Levain.Tables;

/// <summary>A column whose values are turned into the property's.</summary>
internal sealed class ValueCell<TColumn, T>(ValueColumn<TColumn> column, Func<TColumn, T> convert) : Cell<T> where TColumn : unmanaged
{
    public override T At(int row) => convert(column.Values[row]);
}
