namespace Levain.Tables;

/// <summary>The rows of a column as 64-bit words that have the order and the equality of its values; what stands for a null means nothing.</summary>
/// <remarks>Text is ordered by code point. NaN is one value, above all others; -0 equals 0.</remarks>
internal static class OrderWords
{
    private const ulong Sign = 1ul << 63;

    public static ulong[] Of(TableColumn column) => column switch
    {
        ValueColumn<double> doubles => Map(doubles.Values, Word),
        ValueColumn<float> floats => Map(floats.Values, value => Word(value)),
        ValueColumn<int> ints => Map(ints.Values, value => Word((long)value)),
        ValueColumn<long> longs => Map(longs.Values, Word),
        ValueColumn<bool> bools => Map(bools.Values, value => value ? 1ul : 0),
        ValueColumn<DateOnly> dates => Map(dates.Values, value => (ulong)value.DayNumber),
        ValueColumn<Timestamp> times => Map(times.Values, value => Word(value.Microseconds)),
        ValueColumn<decimal> decimals => Ranks(decimals.Values),
        StringColumn texts => Ranks(texts),
        _ => throw new BuildException($"column `{column.Name}` is {column.Type}, which has no order and cannot be a key", "take a field of it out first, in SQL"),
    };

    private static ulong[] Map<T>(ReadOnlySpan<T> values, Func<T, ulong> word)
    {
        var words = GC.AllocateUninitializedArray<ulong>(values.Length);
        for (var i = 0; i < words.Length; i++) words[i] = word(values[i]);
        return words;
    }

    private static ulong Word(long value) => (ulong)value ^ Sign;

    private static ulong Word(double value)
    {
        if (double.IsNaN(value)) return ulong.MaxValue;
        // + 0.0 makes a plus of the minus zero.
        var bits = BitConverter.DoubleToUInt64Bits(value + 0.0);
        return (bits & Sign) != 0 ? ~bits : bits | Sign;
    }

    private static ulong[] Ranks(ReadOnlySpan<decimal> values)
    {
        var sorted = values.ToArray();
        var rows = new int[sorted.Length];
        for (var row = 0; row < rows.Length; row++) rows[row] = row;
        Array.Sort(sorted, rows);
        var words = new ulong[sorted.Length];
        var rank = 0ul;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i] != sorted[i - 1]) rank++;
            words[rows[i]] = rank;
        }

        return words;
    }

    private static ulong[] Ranks(StringColumn column)
    {
        var dictionary = column.Dictionary;
        var codes = new int[dictionary.Count];
        for (var code = 0; code < codes.Length; code++) codes[code] = code;
        Array.Sort(codes, (left, right) => dictionary.Utf8(left).SequenceCompareTo(dictionary.Utf8(right)));
        var ranks = new ulong[codes.Length];
        for (var rank = 0; rank < codes.Length; rank++) ranks[codes[rank]] = (ulong)rank;
        return Map(column.Codes, code => code < 0 ? 0 : ranks[code]);
    }
}
