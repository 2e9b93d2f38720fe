namespace Levain.Tables;

/// <summary>What columns of equal length share when they are shifted: row numbers, bits, and how values are padded.</summary>
internal sealed class ShiftedRows(int count)
{
    private readonly Dictionary<int, ulong[]> validities = [];

    /// <summary>For each row the number of the row that is shifted there, or -1.</summary>
    public int[] Numbers(int shift)
    {
        var rows = new int[count];
        for (var i = 0; i < count; i++) rows[i] = (uint)(i - shift) < (uint)count ? i - shift : -1;
        return rows;
    }

    /// <summary>The validity of a column after a shift; columns without nulls share one.</summary>
    public ulong[] Validity(TableColumn column, int shift)
    {
        if (shift == 0) return column.ValidityWords;
        if (column.NullCount > 0) return Bits.Shift(column.Validity, count, shift);
        if (!validities.TryGetValue(shift, out var validity)) validities.Add(shift, validity = Bits.Shift([], count, shift));
        return validity;
    }

    /// <summary>The values with enough of <paramref name="missing"/> before and behind them that every shift is a run of the array, which begins at <paramref name="origin"/> - shift.</summary>
    public T[] Padded<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> shifts, T missing, out int origin)
    {
        int before = 0, behind = 0;
        foreach (var shift in shifts) (before, behind) = (Math.Max(before, shift), Math.Max(behind, -shift));
        var padded = GC.AllocateUninitializedArray<T>(checked(before + count + behind));
        padded.AsSpan(0, before).Fill(missing);
        values.CopyTo(padded.AsSpan(before));
        padded.AsSpan(before + count).Fill(missing);
        origin = before;
        return padded;
    }
}
