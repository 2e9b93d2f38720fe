using System.Runtime.InteropServices;

namespace Levain.Tables.DuckDb;

/// <summary>Fills a vector with rows of a column.</summary>
internal static unsafe class VectorWriter
{
    private static readonly int FirstDay = new DateOnly(1970, 1, 1).DayNumber;

    public static void Fill(nint vector, TableColumn column, int start, int count)
    {
        WriteNulls(vector, column, start, count);
        switch (column)
        {
            case ValueColumn<bool> bools: Copy(bools.Values.Slice(start, count), vector); break;
            case ValueColumn<int> ints: Copy(ints.Values.Slice(start, count), vector); break;
            case ValueColumn<long> longs: Copy(longs.Values.Slice(start, count), vector); break;
            case ValueColumn<float> floats: Copy(floats.Values.Slice(start, count), vector); break;
            case ValueColumn<double> doubles: Copy(doubles.Values.Slice(start, count), vector); break;
            case ValueColumn<Timestamp> times: Copy(MemoryMarshal.Cast<Timestamp, long>(times.Values.Slice(start, count)), vector); break;
            case ValueColumn<DateOnly> dates: WriteDates(vector, dates.Values.Slice(start, count)); break;
            case ValueColumn<decimal> decimals: WriteDecimals(vector, decimals, start, count); break;
            case StringColumn texts: WriteTexts(vector, texts, start, count); break;
            case ListColumn lists: WriteLists(vector, lists, start, count); break;
            case StructColumn structs:
                for (var i = 0; i < structs.Fields.Count; i++) Fill(Native.StructChild(vector, (ulong)i), structs.Fields[i], start, count);
                break;
            default: throw new InvalidOperationException($"no rows of {column.Type} can be written");
        }
    }

    private static void WriteNulls(nint vector, TableColumn column, int start, int count)
    {
        if (column.NullCount == 0) return;
        Native.EnsureValidity(vector);
        var bits = Native.VectorValidity(vector);
        for (var i = 0; i < count; i++)
        {
            if (Bits.Has(column.Validity, start + i)) bits[i >> 6] |= 1ul << (i & 63);
            else bits[i >> 6] &= ~(1ul << (i & 63));
        }
    }

    private static void Copy<T>(ReadOnlySpan<T> values, nint vector) where T : unmanaged => values.CopyTo(new Span<T>(Native.VectorData(vector), values.Length));

    private static void WriteDates(nint vector, ReadOnlySpan<DateOnly> dates)
    {
        var days = (int*)Native.VectorData(vector);
        for (var i = 0; i < dates.Length; i++) days[i] = dates[i].DayNumber - FirstDay;
    }

    private static void WriteDecimals(nint vector, ValueColumn<decimal> column, int start, int count)
    {
        var data = Native.VectorData(vector);
        for (var i = 0; i < count; i++)
        {
            var whole = Whole(column, start + i);
            switch (column.Type.Precision)
            {
                case <= 4: ((short*)data)[i] = (short)whole; break;
                case <= 9: ((int*)data)[i] = (int)whole; break;
                case <= 18: ((long*)data)[i] = (long)whole; break;
                default: ((Int128*)data)[i] = whole; break;
            }
        }
    }

    private static Int128 Whole(ValueColumn<decimal> column, int row)
    {
        var (value, scale) = (column.Values[row], column.Type.Scale);
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(value, bits);
        var size = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        for (var own = (bits[3] >> 16) & 0xFF; own != scale; own += Math.Sign(scale - own))
        {
            if (own < scale) size = checked(size * 10);
            else size = size % 10 == 0 ? size / 10 : throw Unfit(column, row);
        }

        return size < Limit(column.Type.Precision) ? bits[3] < 0 ? -(Int128)size : (Int128)size : throw Unfit(column, row);
    }

    private static UInt128 Limit(int digits)
    {
        UInt128 limit = 1;
        for (var i = 0; i < digits; i++) limit *= 10;
        return limit;
    }

    private static BuildException Unfit(ValueColumn<decimal> column, int row) => new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"row {row + 1} of column `{column.Name}` is {column.Values[row]}, which does not fit {column.Type}"), "give the column more digits, or round the value");

    private static void WriteTexts(nint vector, StringColumn column, int start, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (column.Codes[start + i] < 0) continue;
            var text = column.Utf8(start + i);
            // An empty span has no address.
            byte none = 0;
            fixed (byte* first = text) Native.AssignText(vector, (ulong)i, first is null ? &none : first, (ulong)text.Length);
        }
    }

    private static void WriteLists(nint vector, ListColumn column, int start, int count)
    {
        var (from, until) = (column.Offsets[start], column.Offsets[start + count]);
        if (Native.ReserveList(vector, (ulong)(until - from)) != Native.Success || Native.SetListSize(vector, (ulong)(until - from)) != Native.Success) throw new InvalidOperationException("DuckDB has no memory for a list");
        var entries = (Native.ListEntry*)Native.VectorData(vector);
        for (var i = 0; i < count; i++)
            entries[i] = new() { Offset = (ulong)(column.Offsets[start + i] - from), Length = (ulong)column.Length(start + i) };
        if (until > from) Fill(Native.ListChild(vector), column.Elements, from, until - from);
    }
}
