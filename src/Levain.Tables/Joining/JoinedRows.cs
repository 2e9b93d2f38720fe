namespace Levain.Tables;

/// <summary>The row numbers of a join, from the codes of the left rows and behind them of the right rows; -1 where a side has no row.</summary>
internal static class JoinedRows
{
    public static (int[] Lefts, int[] Rights) Of(ReadOnlySpan<int> codes, int leftCount, int keyCount, JoinKind kind)
    {
        ReadOnlySpan<int> left = codes[..leftCount], right = codes[leftCount..];
        var partners = new RowGroups(right, keyCount);
        return kind is JoinKind.Semi or JoinKind.Anti ? (Lefts(left, partners, kind == JoinKind.Semi), []) : Pairs(left, right, partners, kind);
    }

    private static int[] Lefts(ReadOnlySpan<int> left, RowGroups partners, bool withPartner)
    {
        var rows = new List<int>();
        for (var row = 0; row < left.Length; row++)
            if ((left[row] >= 0 && !partners[left[row]].IsEmpty) == withPartner) rows.Add(row);
        return [.. rows];
    }

    private static (int[], int[]) Pairs(ReadOnlySpan<int> left, ReadOnlySpan<int> right, RowGroups partners, JoinKind kind)
    {
        List<int> alone = kind == JoinKind.Full ? Alone(left, right, partners.Count) : [];
        var keepsLeft = kind != JoinKind.Inner;
        var total = Count(left, partners, keepsLeft) + alone.Count;
        if (total > Array.MaxLength) throw new BuildException($"a join has {total} rows, more than a table can hold", "join by more columns, or aggregate first");

        int[] lefts = GC.AllocateUninitializedArray<int>((int)total), rights = GC.AllocateUninitializedArray<int>((int)total);
        var at = 0;
        for (var row = 0; row < left.Length; row++)
        {
            var those = left[row] < 0 ? default : partners[left[row]];
            if (those.IsEmpty && keepsLeft) (lefts[at], rights[at++]) = (row, -1);
            foreach (var other in those) (lefts[at], rights[at++]) = (row, other);
        }

        foreach (var row in alone) (lefts[at], rights[at++]) = (-1, row);
        return (lefts, rights);
    }

    private static long Count(ReadOnlySpan<int> left, RowGroups partners, bool keepsLeft)
    {
        var total = 0L;
        foreach (var code in left)
        {
            var count = code < 0 ? 0 : partners[code].Length;
            total += count == 0 && keepsLeft ? 1 : count;
        }

        return total;
    }

    private static List<int> Alone(ReadOnlySpan<int> left, ReadOnlySpan<int> right, int keyCount)
    {
        var known = new bool[keyCount];
        foreach (var code in left)
            if (code >= 0) known[code] = true;
        var rows = new List<int>();
        for (var row = 0; row < right.Length; row++)
            if (right[row] < 0 || !known[right[row]]) rows.Add(row);
        return rows;
    }
}
