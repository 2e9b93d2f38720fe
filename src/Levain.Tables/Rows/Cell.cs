namespace Levain.Tables;

/// <summary>The values of a column as what a property takes.</summary>
internal abstract class Cell<T>
{
    public abstract T At(int row);
}
