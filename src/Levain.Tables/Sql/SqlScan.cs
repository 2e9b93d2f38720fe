using System.Buffers;

namespace Levain.Tables;

/// <summary>Finds where the pieces of SQL end: gaps, quoted texts, numbers, operators.</summary>
internal static class SqlScan
{
    /// <summary>Stands for an end that is not there.</summary>
    public const int Unclosed = -1;

    private static readonly SearchValues<byte> KeepsSign = SearchValues.Create("~!@#^&|`?%"u8), KeepsWord = SearchValues.Create("@#`?"u8);

    public static bool IsDigit(byte letter) => letter is >= (byte)'0' and <= (byte)'9';

    public static bool BeginsWord(byte letter) => letter is >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' or (byte)'_' or >= 128;

    public static bool IsOperator(byte sign) => "~!@#^&|`?+-*/%<>="u8.Contains(sign);

    private static bool IsSpace(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f';

    /// <summary>The end of white space and comments; <see cref="Unclosed"/> when a comment is.</summary>
    public static int GapEnd(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length)
        {
            var rest = text[at..];
            if (IsSpace(rest[0])) at++;
            else if (rest.StartsWith("--"u8)) at = rest.IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var line ? at + line : text.Length;
            else if (!rest.StartsWith("/*"u8)) break;
            else if ((at = CommentEnd(text, at)) < 0) return Unclosed;
        }

        return at;
    }

    // Comments hold comments.
    private static int CommentEnd(ReadOnlySpan<byte> text, int at)
    {
        for (var depth = 0; at + 1 < text.Length;)
        {
            var pair = (text[at], text[at + 1]);
            depth += pair == ((byte)'/', (byte)'*') ? 1 : pair == ((byte)'*', (byte)'/') ? -1 : 0;
            at += pair is ((byte)'/', (byte)'*') or ((byte)'*', (byte)'/') ? 2 : 1;
            if (depth == 0) return at;
        }

        return Unclosed;
    }

    /// <summary>The end of a quoted text, in which the quote stands twice for itself.</summary>
    public static int QuoteEnd(ReadOnlySpan<byte> text, int at, char quote)
    {
        for (at++; at < text.Length; at++)
        {
            if (text[at] != quote) continue;
            if (at + 1 == text.Length || text[at + 1] != quote) return at + 1;
            at++;
        }

        return Unclosed;
    }

    /// <summary>The end of a text with backslashes, from its first quote on.</summary>
    public static int EscapedEnd(ReadOnlySpan<byte> text, int at)
    {
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] != '\'') continue;
            else if (at + 1 == text.Length || text[at + 1] != '\'') return at + 1;
            else at++;
        }

        return Unclosed;
    }

    /// <summary>Where the body of a dollar-quoted text begins; <see cref="Unclosed"/> when none begins here.</summary>
    public static int TagEnd(ReadOnlySpan<byte> text, int at)
    {
        var to = at + 1;
        while (to < text.Length && (BeginsWord(text[to]) || to > at + 1 && IsDigit(text[to]))) to++;
        return to < text.Length && text[to] == '$' ? to + 1 : Unclosed;
    }

    public static int DollarEnd(ReadOnlySpan<byte> text, int at, int body) =>
        text[body..].IndexOf(text[at..body]) is >= 0 and var found ? body + found + (body - at) : Unclosed;

    public static int WordEnd(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && (BeginsWord(text[at]) || IsDigit(text[at]) || text[at] == '$')) at++;
        return at;
    }

    /// <summary>The end of a number, with letters that stand right behind it.</summary>
    public static int NumberEnd(ReadOnlySpan<byte> text, int at)
    {
        for (; at < text.Length; at++)
        {
            if (BeginsWord(text[at]) || IsDigit(text[at]) || text[at] == '.') continue;
            var isExponent = text[at] is (byte)'+' or (byte)'-' && text[at - 1] is (byte)'e' or (byte)'E' && at + 1 < text.Length && IsDigit(text[at + 1]);
            if (!isExponent) break;
        }

        return at;
    }

    /// <summary>A sign that stands alone, or dots in a row.</summary>
    public static int DotsEnd(ReadOnlySpan<byte> text, int at)
    {
        var to = at + 1;
        while (text[at] == '.' && to < text.Length && text[to] == '.') to++;
        return to;
    }

    /// <summary><c>:</c>, <c>::</c> or <c>:=</c>.</summary>
    public static int ColonsEnd(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] == ':') at++;
        return at < text.Length && text[at] == '=' ? at + 1 : at;
    }

    /// <summary>The longest run of operator signs up to a comment. A sign of a number behind it stands alone, as in <c>a=-1</c>.</summary>
    public static int OperatorEnd(ReadOnlySpan<byte> text, int at)
    {
        var to = at;
        while (to < text.Length && IsOperator(text[to]) && !text[to..].StartsWith("--"u8) && !text[to..].StartsWith("/*"u8)) to++;
        if (!text[at..to].ContainsAny(KeepsSign))
            while (to > at + 1 && text[to - 1] is (byte)'+' or (byte)'-') to--;
        // What stands right behind these may be a part of them: `?1`, `#1`.
        if (!text[at..to].ContainsAny(KeepsWord)) return to;
        var word = WordEnd(text, to);
        return text[to..word].Contains((byte)'$') ? Unclosed : word;
    }
}
