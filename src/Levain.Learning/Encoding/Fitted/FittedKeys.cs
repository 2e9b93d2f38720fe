namespace Levain.Learning.Encoders;

/// <summary>Which of the known values a row has.</summary>
internal sealed class FittedKeys(FittedInput input, KeyTable keys, UnknownValue unknown, string? missingAs)
{
    /// <summary>The code of a row that has no value.</summary>
    public const int Missing = -1;

    /// <summary>The code of a value that is not known, where that is no error.</summary>
    public const int NotKnown = -2;

    private readonly int missing = missingAs is null ? Missing : keys.Find(missingAs) is >= 0 and var known ? known : NotKnown;

    public delegate void Codes(int start, ReadOnlySpan<int> codes);

    public FittedInput Input => input;

    public KeyTable Keys => keys;

    public UnknownValue Unknown => unknown;

    public string? MissingAs => missingAs;

    /// <summary>Gives the codes of all rows, a chunk at a time.</summary>
    public void Read(TableColumn column, Codes each)
    {
        var map = input.IsText && column is StringColumn texts ? Map(texts.Dictionary) : null;
        var codes = new int[FittedInput.Chunk];
        for (var start = 0; start < column.Count; start += codes.Length)
        {
            var chunk = codes.AsSpan(0, Math.Min(codes.Length, column.Count - start));
            if (map is not null) Translate((StringColumn)column, map, start, chunk);
            else Find(column, start, chunk);
            each(start, chunk);
        }
    }

    /// <summary>The code of a single row.</summary>
    public int Code(RawRow row)
    {
        if (!input.IsText) return CodeOf(input.Key(row), -1);
        ref readonly var value = ref row[input.Place];
        if (value.IsMissing) return MissingAt(-1);
        return keys.Find(row.Text(value)) is >= 0 and var code ? code : NotKnownAt(row.Text(value), -1);
    }

    private int[] Map(StringDictionary dictionary)
    {
        var map = new int[dictionary.Count];
        for (var code = 0; code < map.Length; code++) map[code] = keys.Find(dictionary.Utf8(code)) is >= 0 and var known ? known : NotKnown;
        return map;
    }

    private void Translate(StringColumn column, int[] map, int start, Span<int> codes)
    {
        var texts = column.Codes.Slice(start, codes.Length);
        for (var i = 0; i < codes.Length; i++)
        {
            var code = texts[i] < 0 ? MissingAt(start + i) : map[texts[i]];
            codes[i] = code == NotKnown && texts[i] >= 0 ? NotKnownAt(column.Utf8(start + i), start + i) : code;
        }
    }

    private void Find(TableColumn column, int start, Span<int> codes)
    {
        // Text columns of nothing but nulls have no numbers, but read as if they had.
        var found = new NumberKey[codes.Length];
        if (!input.IsText) input.Keys(column, start, found);
        for (var i = 0; i < codes.Length; i++) codes[i] = CodeOf(found[i], start + i);
    }

    private int CodeOf(NumberKey key, int row) =>
        key.IsMissing ? MissingAt(row)
        : keys.Find(key) is >= 0 and var code ? code
        : unknown == UnknownValue.Refuse ? throw Refused(key.ToString(), row) : NotKnown;

    private int MissingAt(int row) => input.Input.IsRequired ? throw input.Missing(row) : missing;

    private int NotKnownAt(ReadOnlySpan<byte> text, int row) => unknown == UnknownValue.Refuse ? throw Refused(FittedInput.Short(text), row) : NotKnown;

    private BuildException Refused(string value, int row) => new($"column `{input.Column}` holds `{value}`{FittedInput.At(row)}, which no training row had", "train again with such rows, or say with `Unknown` what such a value counts as");
}
