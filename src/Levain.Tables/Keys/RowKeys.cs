namespace Levain.Tables;

/// <summary>The keys of rows as codes: equal keys have one code, codes count up from 0 in order of first appearance. A null equals a null.</summary>
internal sealed class RowKeys
{
    private RowKeys(int[] codes, int count) => (Codes, Count) = (codes, count);

    /// <summary>The code of each row.</summary>
    public int[] Codes { get; }

    /// <summary>How many different keys there are.</summary>
    public int Count { get; }

    /// <summary>The keys of rows in several columns; of no column, one key for all.</summary>
    public static RowKeys Of(IReadOnlyList<TableColumn> columns, int rowCount)
    {
        if (columns.Count == 0) return new(new int[rowCount], Math.Min(rowCount, 1));
        var keys = OfOne(columns[0]);
        foreach (var column in columns.Skip(1)) keys = keys.Refined(OfOne(column));
        return keys;
    }

    /// <summary>The keys of pairs: these and those of another.</summary>
    public RowKeys Refined(RowKeys other)
    {
        if (other.Count <= 1) return this;
        var codes = new int[Codes.Length];
        var pairs = (long)Count * other.Count;
        if (pairs <= Math.Max(1024, 4L * codes.Length))
        {
            // Few pairs: their codes stand in an array instead of a hash table.
            var known = new int[pairs];
            var count = 0;
            for (var row = 0; row < codes.Length; row++)
            {
                ref var code = ref known[Codes[row] * (long)other.Count + other.Codes[row]];
                if (code == 0) code = ++count;
                codes[row] = code - 1;
            }

            return new(codes, count);
        }

        var index = new WordIndex();
        for (var row = 0; row < codes.Length; row++) codes[row] = index.CodeOf((ulong)Codes[row] * (ulong)other.Count + (ulong)other.Codes[row]);
        return new(codes, index.Count);
    }

    /// <summary>The first row of each key.</summary>
    public int[] FirstRows()
    {
        var rows = new int[Count];
        var seen = 0;
        for (var row = 0; seen < Count; row++)
            if (Codes[row] == seen) rows[seen++] = row;
        return rows;
    }

    private static RowKeys OfOne(TableColumn column) => column is StringColumn texts ? OfTexts(texts) : OfWords(OrderWords.Of(column), column);

    private static RowKeys OfTexts(StringColumn column)
    {
        var known = new int[column.Dictionary.Count + 1];
        var codes = new int[column.Count];
        var count = 0;
        for (var row = 0; row < codes.Length; row++)
        {
            ref var code = ref known[column.Codes[row] + 1];
            if (code == 0) code = ++count;
            codes[row] = code - 1;
        }

        return new(codes, count);
    }

    private static RowKeys OfWords(ulong[] words, TableColumn column)
    {
        var index = new WordIndex();
        var codes = new int[words.Length];
        var (nulls, seen) = (-1, 0);
        for (var row = 0; row < codes.Length; row++)
        {
            if (!Bits.Has(column.Validity, row))
            {
                if (nulls < 0) nulls = seen++;
                codes[row] = nulls;
                continue;
            }

            var code = index.CodeOf(words[row]);
            // The nulls took a code in between: those behind it move up by one.
            if (nulls >= 0 && code >= nulls) code++;
            codes[row] = code;
            seen = Math.Max(seen, code + 1);
        }

        return new(codes, seen);
    }
}
