using System.Runtime.InteropServices;

namespace Levain.Tables.DuckDb;

/// <summary>Appends the rows of a vector to the builder of a column.</summary>
internal static class VectorReader
{
    private static readonly int FirstDay = new DateOnly(1970, 1, 1).DayNumber, LastDay = DateOnly.MaxValue.DayNumber;

    /// <param name="column">The column's name, for messages.</param>
    public static void Append(ColumnBuilder builder, DuckVector vector, string column) => Append(builder, vector, 0, vector.Rows, default, column);

    private static void Append(ColumnBuilder builder, DuckVector vector, int start, int count, ReadOnlySpan<ulong> parent, string column)
    {
        Span<ulong> buffer = (count + 63) / 64 is var words && words <= 32 ? stackalloc ulong[words] : new ulong[words];
        var there = There(vector, start, count, parent, buffer);
        switch (builder)
        {
            case ValueColumnBuilder<bool> bools: bools.Append(vector.Values<bool>().Slice(start, count), there); break;
            case ValueColumnBuilder<int> ints: ints.Append(vector.Values<int>().Slice(start, count), there); break;
            case ValueColumnBuilder<long> longs: longs.Append(vector.Values<long>().Slice(start, count), there); break;
            case ValueColumnBuilder<float> floats: floats.Append(vector.Values<float>().Slice(start, count), there); break;
            case ValueColumnBuilder<double> doubles: doubles.Append(vector.Values<double>().Slice(start, count), there); break;
            case ValueColumnBuilder<Timestamp> times: times.Append(MemoryMarshal.Cast<long, Timestamp>(vector.Values<long>().Slice(start, count)), there); break;
            case ValueColumnBuilder<DateOnly> dates: AppendDates(dates, vector.Values<int>().Slice(start, count), there, column); break;
            case ValueColumnBuilder<decimal> decimals: AppendDecimals(decimals, vector, start, count, there, column); break;
            case StringColumnBuilder texts: AppendTexts(texts, vector, start, count, there); break;
            case ListColumnBuilder lists: AppendLists(lists, vector, start, count, there, column); break;
            case StructColumnBuilder structs:
                for (var i = 0; i < structs.Fields.Count; i++) Append(structs.Fields[i], vector.Field(i), start, count, there, column);
                structs.Append(count, there);
                break;
            default: throw new InvalidOperationException($"no rows of {builder.Field.Type} can be read");
        }
    }

    // Which of the rows are there: their own bits, moved to the beginning, and those of the struct that they are in.
    private static ReadOnlySpan<ulong> There(DuckVector vector, int start, int count, ReadOnlySpan<ulong> parent, Span<ulong> buffer)
    {
        var own = vector.Validity;
        if (own.IsEmpty || (start == 0 && parent.IsEmpty)) return own.IsEmpty ? parent : own[..((count + 63) / 64)];

        var shift = start & 63;
        for (var i = 0; i < buffer.Length; i++)
        {
            var at = (start >> 6) + i;
            var word = own[at] >> shift;
            if (shift != 0 && at + 1 < own.Length) word |= own[at + 1] << (64 - shift);
            buffer[i] = parent.IsEmpty ? word : word & parent[i];
        }

        return buffer;
    }

    private static void AppendDates(ValueColumnBuilder<DateOnly> builder, ReadOnlySpan<int> days, ReadOnlySpan<ulong> there, string column)
    {
        Span<DateOnly> dates = days.Length <= Native.ChunkRows ? stackalloc DateOnly[days.Length] : new DateOnly[days.Length];
        for (var i = 0; i < days.Length; i++)
        {
            if ((uint)(days[i] + FirstDay) <= (uint)LastDay) dates[i] = DateOnly.FromDayNumber(days[i] + FirstDay);
            // Under a null stands anything.
            else if (!Bits.Has(there, i)) dates[i] = default;
            else throw new BuildException($"row {builder.Count + i + 1} of column `{column}` is a date outside the years 1 to 9999");
        }

        builder.Append(dates, there);
    }

    // A decimal is a whole number, as wide as its digits need, and a scale.
    private static void AppendDecimals(ValueColumnBuilder<decimal> builder, DuckVector vector, int start, int count, ReadOnlySpan<ulong> there, string column)
    {
        var scale = (byte)builder.Field.Type.Scale;
        for (var i = 0; i < count; i++)
        {
            if (!Bits.Has(there, i))
            {
                builder.AppendNull();
                continue;
            }

            var whole = builder.Field.Type.Precision switch
            {
                <= 4 => vector.Values<short>()[start + i],
                <= 9 => vector.Values<int>()[start + i],
                <= 18 => vector.Values<long>()[start + i],
                _ => vector.Values<Int128>()[start + i],
            };
            var size = Int128.IsNegative(whole) ? (UInt128)(-whole) : (UInt128)whole;
            if (size >> 96 != 0) throw new BuildException($"row {builder.Count + 1} of column `{column}` has more than the 28 digits that a decimal of .NET holds", "cast it to DOUBLE or to fewer digits");
            builder.Append(new decimal((int)(uint)size, (int)(uint)(size >> 32), (int)(uint)(size >> 64), Int128.IsNegative(whole), scale));
        }
    }

    private static void AppendTexts(StringColumnBuilder builder, DuckVector vector, int start, int count, ReadOnlySpan<ulong> there)
    {
        Span<int> codes = count <= Native.ChunkRows ? stackalloc int[count] : new int[count];
        var texts = vector.Values<Native.Text>().Slice(start, count);
        for (var i = 0; i < count; i++) codes[i] = Bits.Has(there, i) ? builder.CodeOf(DuckVector.Utf8(in texts[i])) : -1;
        builder.AppendCodes(codes);
    }

    private static void AppendLists(ListColumnBuilder builder, DuckVector vector, int start, int count, ReadOnlySpan<ulong> there, string column)
    {
        var entries = vector.Values<Native.ListEntry>().Slice(start, count);
        var elements = vector.Elements;
        // Lists mostly lie one behind the other: what does is copied in one go.
        int from = 0, until = 0;
        for (var i = 0; i < count; i++)
        {
            if (!Bits.Has(there, i))
            {
                builder.AppendNull();
                continue;
            }

            var (offset, length) = ((int)entries[i].Offset, (int)entries[i].Length);
            builder.Append(length);
            if (length == 0) continue;
            if (offset != until)
            {
                if (until > from) Append(builder.Elements, elements, from, until - from, default, column);
                from = offset;
            }

            until = offset + length;
        }

        if (until > from) Append(builder.Elements, elements, from, until - from, default, column);
    }
}
