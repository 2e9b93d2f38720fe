namespace Levain.Tables;

/// <summary>A column of text.</summary>
internal sealed class TextCell(StringColumn column) : Cell<string?>
{
    public override string? At(int row) => column[row];
}
