namespace Levain.Tables;

/// <summary>The least or the greatest value of a column, from the first row that has it.</summary>
internal sealed class ExtremeAggregate(string column, string name, bool isGreatest) : Aggregate(name)
{
    internal override TableColumn Over(Table table, Grouping groups)
    {
        var values = table[column];
        var words = OrderWords.Of(values);
        var rows = new int[groups.Count];
        Array.Fill(rows, -1);
        for (var row = 0; row < words.Length; row++)
        {
            if (!Bits.Has(values.Validity, row)) continue;
            ref var best = ref rows[groups.GroupOfRow[row]];
            if (best < 0 || (isGreatest ? words[row] > words[best] : words[row] < words[best])) best = row;
        }

        return values.Gather(rows).Named(Name);
    }
}
