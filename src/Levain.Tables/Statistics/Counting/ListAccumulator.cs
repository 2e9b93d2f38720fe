namespace Levain.Tables.Statistics;

/// <summary>Counts lists and nulls, and how many elements lists have.</summary>
internal sealed class ListAccumulator(Field field) : ColumnAccumulator(field)
{
    private readonly Lengths lengths = new();

    public override ColumnStatistics Finish() => Counted(ColumnClass.Nested) with { Lengths = lengths.Finish() };

    protected override void AddValues(TableColumn column)
    {
        var lists = (ListColumn)column;
        for (var row = 0; row < lists.Count; row++)
            if (!lists.IsNull(row)) lengths.Add(lists.Length(row), 1);
    }
}
