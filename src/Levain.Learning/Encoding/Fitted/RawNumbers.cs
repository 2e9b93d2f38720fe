using System.Numerics;

namespace Levain.Learning.Encoders;

/// <summary>Columns of any kind of number or date as doubles, or as keys.</summary>
internal static class RawNumbers
{
    public static void Read(FittedInput input, TableColumn column, int start, Span<double> numbers)
    {
        if (column.NullCount == column.Count) numbers.Fill(double.NaN);
        else if (input.Input.Part is not null) ReadParts(input, column, start, numbers);
        else ReadNumbers(column, start, numbers);
    }

    /// <summary>Whole numbers as they are, which a double might round; false for columns of others.</summary>
    public static bool TryReadKeys(TableColumn column, int start, Span<NumberKey> keys)
    {
        switch (column)
        {
            case ValueColumn<long> longs: WholeKeys(longs, start, keys); break;
            case ValueColumn<int> ints: WholeKeys(ints, start, keys); break;
            case ValueColumn<bool> bools: Convert(bools, start, keys, value => NumberKey.Of(value ? 1L : 0)); break;
            case ValueColumn<decimal> decimals: Convert(decimals, start, keys, NumberKey.Of); break;
            default: return false;
        }

        Erase(column, start, keys, default);
        return true;
    }

    private static void ReadNumbers(TableColumn column, int start, Span<double> numbers)
    {
        switch (column)
        {
            case ValueColumn<double> doubles: doubles.Values.Slice(start, numbers.Length).CopyTo(numbers); break;
            case ValueColumn<float> floats: Widen(floats, start, numbers); break;
            case ValueColumn<int> ints: Widen(ints, start, numbers); break;
            case ValueColumn<long> longs: Widen(longs, start, numbers); break;
            case ValueColumn<bool> bools: Convert(bools, start, numbers, value => value ? 1 : 0); break;
            default: Convert((ValueColumn<decimal>)column, start, numbers, ExactNumber.Of); break;
        }

        Erase(column, start, numbers, double.NaN);
    }

    private static void ReadParts(FittedInput input, TableColumn column, int start, Span<double> numbers)
    {
        Span<long> moments = stackalloc long[numbers.Length];
        ReadMoments(input, column, start, moments);
        var part = input.Input.Part!.Value;
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = Bits.Has(column.Validity, start + i) ? DateParts.Of(part, moments[i]) ?? throw input.NoPart(start + i) : double.NaN;
    }

    private static void ReadMoments(FittedInput input, TableColumn column, int start, Span<long> moments)
    {
        switch (column)
        {
            case ValueColumn<Timestamp> times: Convert(times, start, moments, time => time.Microseconds); break;
            case ValueColumn<DateOnly> dates: Convert(dates, start, moments, DateParts.Of); break;
            default:
                // What stands under a null is no date.
                for (var i = 0; i < moments.Length; i++) moments[i] = Bits.Has(column.Validity, start + i) ? Moment(input, column, start + i) : 0;
                break;
        }
    }

    private static long Moment(FittedInput input, TableColumn column, int row) => column switch
    {
        StringColumn texts => input.MomentOf(texts.Utf8(row), row),
        ValueColumn<long> longs => input.MomentOf(longs[row], row),
        ValueColumn<int> ints => input.MomentOf(ints[row], row),
        _ => throw new BuildException($"column `{column.Name}` is {column.Type}, of which no date is read", "cast it to BIGINT or to DATE, in SQL"),
    };

    private static void Widen<T>(ValueColumn<T> from, int start, Span<double> to) where T : unmanaged, INumberBase<T>
    {
        var values = from.Values.Slice(start, to.Length);
        for (var i = 0; i < to.Length; i++) to[i] = double.CreateTruncating(values[i]);
    }

    private static void WholeKeys<T>(ValueColumn<T> from, int start, Span<NumberKey> to) where T : unmanaged, INumberBase<T>
    {
        var values = from.Values.Slice(start, to.Length);
        for (var i = 0; i < to.Length; i++) to[i] = NumberKey.Of(long.CreateTruncating(values[i]));
    }

    private static void Convert<TFrom, TTo>(ValueColumn<TFrom> from, int start, Span<TTo> to, Func<TFrom, TTo> convert) where TFrom : unmanaged
    {
        var values = from.Values.Slice(start, to.Length);
        for (var i = 0; i < to.Length; i++) to[i] = convert(values[i]);
    }

    private static void Erase<T>(TableColumn column, int start, Span<T> values, T missing)
    {
        if (column.NullCount == 0) return;
        for (var i = 0; i < values.Length; i++)
            if (!Bits.Has(column.Validity, start + i)) values[i] = missing;
    }
}
