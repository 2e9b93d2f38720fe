namespace Levain.Tables;

/// <summary>For each left row the number of the newest right row of its key that is not newer than it, or -1.</summary>
internal static class NewestRows
{
    /// <param name="codes">The keys of the left rows, and behind them of the right rows; -1 for none.</param>
    /// <param name="times">The times of the left rows, and behind them of the right rows.</param>
    /// <param name="order">The right rows from the oldest to the newest.</param>
    public static int[] Of(int[] codes, int leftCount, int keyCount, TableColumn times, ReadOnlySpan<int> order)
    {
        // A row without a time is never the newest, and sees nothing.
        for (var row = 0; row < codes.Length; row++)
            if (!Bits.Has(times.Validity, row)) codes[row] = -1;

        var words = OrderWords.Of(times);
        var partners = new RowGroups(codes.AsSpan(leftCount), keyCount, order);
        var newest = new int[leftCount];
        for (var row = 0; row < leftCount; row++)
            newest[row] = codes[row] < 0 ? -1 : NotAfter(words[row], partners[codes[row]], words.AsSpan(leftCount));
        return newest;
    }

    private static int NotAfter(ulong time, ReadOnlySpan<int> rows, ReadOnlySpan<ulong> words)
    {
        int low = 0, high = rows.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (words[rows[middle]] <= time) low = middle + 1;
            else high = middle;
        }

        return low == 0 ? -1 : rows[low - 1];
    }
}
