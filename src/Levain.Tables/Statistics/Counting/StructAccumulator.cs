namespace Levain.Tables.Statistics;

/// <summary>Counts structs and nulls.</summary>
internal sealed class StructAccumulator(Field field) : ColumnAccumulator(field)
{
    public override ColumnStatistics Finish() => Counted(ColumnClass.Nested);

    protected override void AddValues(TableColumn column)
    {
    }
}
