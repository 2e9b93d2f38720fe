using System.Diagnostics;

namespace Levain.Tables;

/// <summary>A column of text: for every row the code of its text in a dictionary.</summary>
public sealed class StringColumn : TableColumn
{
    private readonly int[] codes;
    private readonly int start;

    /// <summary>Takes the arrays themselves, which nobody may change afterwards.</summary>
    internal StringColumn(string name, int[] codes, int start, int count, StringDictionary dictionary, ulong[] validity) : base(name, ColumnType.String, count, validity)
    {
        Debug.Assert(start >= 0 && start + count <= codes.Length && (validity.Length == 0 || validity.Length == Bits.Words(count)));
        (this.codes, this.start, Dictionary) = (codes, start, dictionary);
    }

    /// <summary>The code of each row; -1 where it is null.</summary>
    public ReadOnlySpan<int> Codes => new(codes, start, Count);

    public StringDictionary Dictionary { get; }

    /// <summary>The text of a row, or null; no row's text is made twice.</summary>
    public string? this[int row] => Codes[row] is >= 0 and var code ? Dictionary.Text(code) : null;

    /// <summary>The text of a row in UTF-8; empty where it is null.</summary>
    public ReadOnlySpan<byte> Utf8(int row) => Codes[row] is >= 0 and var code ? Dictionary.Utf8(code) : default;

    internal override StringColumn Gather(ReadOnlySpan<int> rows)
    {
        var source = Codes;
        var gathered = GC.AllocateUninitializedArray<int>(rows.Length);
        for (var i = 0; i < gathered.Length; i++) gathered[i] = (uint)rows[i] < (uint)source.Length ? source[rows[i]] : -1;
        return new(Name, gathered, 0, gathered.Length, Dictionary, GatherValidity(rows));
    }

    internal override StringColumn Slice(int start, int count) => new(Name, codes, this.start + start, count, Dictionary, Bits.Slice(Validity, start, count));

    internal override TableColumn[] Shift(ReadOnlySpan<int> shifts, ShiftedRows rows)
    {
        var padded = rows.Padded(Codes, shifts, -1, out var origin);
        var columns = new TableColumn[shifts.Length];
        for (var i = 0; i < columns.Length; i++) columns[i] = new StringColumn(Name, padded, origin - shifts[i], Count, Dictionary, rows.Validity(this, shifts[i]));
        return columns;
    }

    internal override StringColumn Concat(IReadOnlyList<TableColumn> columns)
    {
        var joined = GC.AllocateUninitializedArray<int>(TotalCount(columns));
        var texts = new TextIndex();
        var at = 0;
        foreach (var column in columns.Cast<StringColumn>())
        {
            var codes = texts.CodesOf(column.Dictionary);
            foreach (var code in column.Codes) joined[at++] = code < 0 ? -1 : codes[code];
        }

        return new(Name, joined, 0, joined.Length, texts.TakeAll(), ConcatValidity(columns));
    }

    public override StringColumn Named(string name) => name == Name ? this : new(name, codes, start, Count, Dictionary, ValidityWords);
}
