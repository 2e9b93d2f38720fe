using System.Text;

namespace Levain.Tables;

/// <summary>Makes a column of text.</summary>
public sealed class StringColumnBuilder(string name, int? expectedRows = null) : ColumnBuilder(new(name, ColumnType.String))
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Segments<int> codes = new(expectedRows);
    private readonly ValidityBuilder validity = new();
    private readonly TextIndex texts = new();

    public override int Count => validity.Count;

    /// <summary>Appends a text in UTF-8, which is not checked.</summary>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        codes.Add(texts.CodeOf(utf8));
        validity.AddThere(1);
    }

    public void Append(string? text)
    {
        if (text is null) AppendNull();
        else Append(text.AsSpan());
    }

    public void Append(ReadOnlySpan<char> text)
    {
        var most = Strict.GetMaxByteCount(text.Length);
        var utf8 = most <= 512 ? stackalloc byte[most] : new byte[most];
        try
        {
            Append(utf8[..Strict.GetBytes(text, utf8)]);
        }
        catch (EncoderFallbackException error)
        {
            throw new BuildException($"row {Count} of column `{Field.Name}` is no text: half of a surrogate pair stands at character {error.Index}", inner: error);
        }
    }

    public override void AppendNull()
    {
        codes.Add(-1);
        validity.AddMissing();
    }

    /// <summary>The code of a text, now and in the column: for sources that have a dictionary of their own.</summary>
    internal int CodeOf(ReadOnlySpan<byte> utf8) => texts.CodeOf(utf8);

    /// <summary>Appends rows by the codes that <see cref="CodeOf"/> gave; -1 is null.</summary>
    internal void AppendCodes(ReadOnlySpan<int> rows)
    {
        codes.Add(rows);
        foreach (var code in rows) validity.Add(code >= 0);
    }

    public override StringColumn Build()
    {
        var rows = codes.TakeAll();
        return new(Field.Name, rows, 0, rows.Length, texts.TakeAll(), validity.TakeAll());
    }
}
