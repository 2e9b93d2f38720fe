namespace Levain.Tables;

/// <summary>A column whose values are the property's.</summary>
internal sealed class PlainCell<T>(ValueColumn<T> column) : Cell<T> where T : unmanaged
{
    public override T At(int row) => column.Values[row];
}
