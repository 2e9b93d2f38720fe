namespace Levain.Tables;

/// <summary>Row numbers by the code of their key, within a code in the order of rows.</summary>
internal sealed class RowGroups
{
    private readonly int[] starts;
    private readonly int[] rows;

    /// <param name="codes">A code for each row, or -1 for a row that belongs nowhere.</param>
    /// <param name="order">The order that rows have within a code; none for that of the rows.</param>
    public RowGroups(ReadOnlySpan<int> codes, int count, ReadOnlySpan<int> order = default)
    {
        starts = new int[count + 1];
        foreach (var code in codes)
            if (code >= 0) starts[code + 1]++;
        for (var code = 0; code < count; code++) starts[code + 1] += starts[code];

        rows = new int[starts[count]];
        var next = starts.AsSpan(0, count).ToArray();
        for (var i = 0; i < codes.Length; i++)
        {
            var row = order.IsEmpty ? i : order[i];
            if (codes[row] is >= 0 and var code) rows[next[code]++] = row;
        }
    }

    public int Count => starts.Length - 1;

    public ReadOnlySpan<int> this[int code] => rows.AsSpan(starts[code], starts[code + 1] - starts[code]);

    /// <summary>All rows, one code behind the other.</summary>
    public ReadOnlySpan<int> Rows => rows;
}
