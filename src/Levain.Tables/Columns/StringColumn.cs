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

    public override StringColumn Named(string name) => name == Name ? this : new(name, codes, start, Count, Dictionary, ValidityWords);
}
