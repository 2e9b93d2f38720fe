namespace Levain.Tables;

/// <summary>Cuts SQL into its tokens as DuckDB does, and steps over white space and comments.</summary>
/// <remarks>
/// Where it is in doubt it cuts less: two tokens taken for one cost a rebuild that need not be, one taken for two could hide a change.
/// Whatever cannot be judged at all, such as a quote that is never closed, is one token from there to the end.
/// </remarks>
internal ref struct SqlTokens(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> text = text;
    private int gap, start, end;

    public SqlTokenKind Kind { get; private set; }

    /// <summary>Where the token begins.</summary>
    public readonly int Start => start;

    public readonly ReadOnlySpan<byte> Current => text[start..end];

    /// <summary>White space and comments between the token before and this one.</summary>
    public readonly ReadOnlySpan<byte> Gap => text[gap..start];

    public bool MoveNext()
    {
        gap = end;
        start = SqlScan.GapEnd(text, gap);
        if (start == text.Length) return false;
        end = start < 0 ? SqlScan.Unclosed : Cut();
        if (end < 0) (Kind, start, end) = (SqlTokenKind.Rest, start < 0 ? gap : start, text.Length);
        return true;
    }

    // Where the token ends that begins at `start`; negative when the rules are not sure.
    private int Cut()
    {
        switch ((char)text[start])
        {
            case '\'': return As(SqlTokenKind.Text, SqlScan.QuoteEnd(text, start, '\''));
            case '"': return As(SqlTokenKind.Name, SqlScan.QuoteEnd(text, start, '"'));
            case '$': return CutDollar();
            case '.' when start + 1 < text.Length && SqlScan.IsDigit(text[start + 1]): return As(SqlTokenKind.Number, SqlScan.NumberEnd(text, start));
            case '(' or ')' or '[' or ']' or '{' or '}' or ',' or ';' or '.': return As(SqlTokenKind.Operator, SqlScan.DotsEnd(text, start));
            case ':': return As(SqlTokenKind.Operator, SqlScan.ColonsEnd(text, start));
            case >= '0' and <= '9': return As(SqlTokenKind.Number, SqlScan.NumberEnd(text, start));
            case var letter when SqlScan.BeginsWord((byte)letter): return CutWord();
            case var sign when SqlScan.IsOperator((byte)sign): return As(SqlTokenKind.Operator, SqlScan.OperatorEnd(text, start));
            default: return SqlScan.Unclosed;
        }
    }

    private int As(SqlTokenKind kind, int to)
    {
        Kind = kind;
        return to;
    }

    private int CutDollar()
    {
        if (SqlScan.TagEnd(text, start) is > 0 and var body) return As(SqlTokenKind.DollarText, SqlScan.DollarEnd(text, start, body));
        var name = SqlScan.WordEnd(text, start + 1);
        return name == start + 1 || text[start..name].Count((byte)'$') > 1 ? SqlScan.Unclosed : As(SqlTokenKind.Parameter, name);
    }

    private int CutWord()
    {
        var to = SqlScan.WordEnd(text, start);
        var word = text[start..to];
        // A dollar in a name could be the quote of a text to another reader of SQL.
        if (word.Contains((byte)'$')) return SqlScan.Unclosed;

        var after = to < text.Length ? (char)text[to] : ' ';
        var isUnicode = word is [(byte)'u' or (byte)'U'] && after == '&' && to + 1 < text.Length && text[to + 1] is (byte)'\'' or (byte)'"';
        if (isUnicode) return As(text[to + 1] == '"' ? SqlTokenKind.Name : SqlTokenKind.Text, SqlScan.QuoteEnd(text, to + 1, (char)text[to + 1]));
        if (after is not ('\'' or '"' or '&')) return As(SqlTokenKind.Word, to);
        // DuckDB takes some characters beyond ASCII for spaces: then a letter before a quote would stand alone.
        if (word.ContainsAnyExceptInRange((byte)0, (byte)127)) return SqlScan.Unclosed;
        return word switch
        {
            [(byte)'e' or (byte)'E'] when after == '\'' => As(SqlTokenKind.Text, SqlScan.EscapedEnd(text, to)),
            [(byte)'b' or (byte)'B' or (byte)'x' or (byte)'X' or (byte)'n' or (byte)'N'] when after == '\'' => As(SqlTokenKind.Text, SqlScan.QuoteEnd(text, to, '\'')),
            _ => As(SqlTokenKind.Word, to),
        };
    }
}
