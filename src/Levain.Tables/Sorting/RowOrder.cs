namespace Levain.Tables;

/// <summary>Sorts row numbers, stably: equal rows keep the order that they had.</summary>
/// <remarks>From the last key to the first, and within a key from its lowest byte to its highest, so that nothing is ever compared.</remarks>
internal static class RowOrder
{
    private const int Digits = 256;

    /// <summary>Row numbers in the order of the keys.</summary>
    public static int[] Of(Table table, IReadOnlyList<SortKey> keys)
    {
        var rows = new int[table.RowCount];
        for (var row = 0; row < rows.Length; row++) rows[row] = row;
        // Every key is looked at first, so that an unknown one costs no work.
        TableColumn[] columns = [.. keys.Select(key => table[key.Column])];
        for (var i = columns.Length - 1; i >= 0; i--) Sort(rows, OrderWords.Of(columns[i]), columns[i].Validity, keys[i].IsDescending);
        return rows;
    }

    public static void Sort(int[] rows, ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> validity, bool descending)
    {
        var there = validity.IsEmpty ? rows.Length : MoveNullsLast(rows, validity);
        var keys = new ulong[there];
        for (var i = 0; i < there; i++) keys[i] = descending ? ~words[rows[i]] : words[rows[i]];
        Radix(rows, keys);
    }

    private static int MoveNullsLast(int[] rows, ReadOnlySpan<ulong> validity)
    {
        var nulls = new List<int>();
        var there = 0;
        foreach (var row in rows)
        {
            if (Bits.Has(validity, row)) rows[there++] = row;
            else nulls.Add(row);
        }

        nulls.CopyTo(rows, there);
        return there;
    }

    private static void Radix(int[] rows, ulong[] keys)
    {
        // Only the bytes in which keys differ are worth a pass.
        ulong all = ulong.MaxValue, any = 0;
        foreach (var key in keys) (all, any) = (all & key, any | key);
        var differing = all ^ any;

        int[] rowsFrom = rows[..keys.Length], rowsTo = new int[keys.Length];
        ulong[] keysFrom = keys, keysTo = new ulong[keys.Length];
        Span<int> starts = stackalloc int[Digits];
        for (var shift = 0; shift < 64; shift += 8)
        {
            if ((byte)(differing >> shift) == 0) continue;
            Count(keysFrom, shift, starts);
            for (var i = 0; i < keysFrom.Length; i++)
            {
                var place = starts[(byte)(keysFrom[i] >> shift)]++;
                keysTo[place] = keysFrom[i];
                rowsTo[place] = rowsFrom[i];
            }

            (rowsFrom, rowsTo) = (rowsTo, rowsFrom);
            (keysFrom, keysTo) = (keysTo, keysFrom);
        }

        rowsFrom.CopyTo(rows, 0);
    }

    private static void Count(ReadOnlySpan<ulong> keys, int shift, Span<int> starts)
    {
        starts.Clear();
        foreach (var key in keys) starts[(byte)(key >> shift)]++;
        var before = 0;
        for (var digit = 0; digit < Digits; digit++) (starts[digit], before) = (before, before + starts[digit]);
    }
}
