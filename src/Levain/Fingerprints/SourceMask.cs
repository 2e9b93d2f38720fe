namespace Levain.Fingerprints;

/// <summary>A piece of C# with comments blanked and strings filled, as long as it was: what is left has only the brackets and commas of code.</summary>
internal sealed class SourceMask
{
    private const char Filled = '\u0001';

    private readonly string text;
    private readonly char[] masked;
    private int at;

    private SourceMask(string text) => (this.text, masked) = (text, text.ToCharArray());

    public static string Of(string text)
    {
        var mask = new SourceMask(text);
        mask.Code(inHole: false);
        return new string(mask.masked);
    }

    private char Next(int ahead = 0) => at + ahead < text.Length ? text[at + ahead] : '\0';

    private void Code(bool inHole)
    {
        for (var braces = 0; at < text.Length;)
        {
            if (inHole && Next() == '}' && braces-- == 0) return;
            if (inHole && Next() == '{') braces++;
            if (Next() == '/' && Next(1) == '/') Fill(() => Next() is '\n' or '\r' or '\0', ' ');
            else if (Next() == '/' && Next(1) == '*') Comment();
            else if (Next() == '\'') Quoted('\'');
            else if (Next() is '"' or '$' or '@') String();
            else at++;
        }
    }

    private void Fill(Func<bool> isEnd, char with)
    {
        while (at < text.Length && !isEnd()) masked[at++] = with;
    }

    private void Fill(int count, char with = Filled)
    {
        for (; count > 0 && at < text.Length; count--) masked[at++] = with;
    }

    private void Comment()
    {
        Fill(2, ' ');
        Fill(() => Next() == '*' && Next(1) == '/', ' ');
        Fill(2, ' ');
    }

    private void Quoted(char quote)
    {
        Fill(1);
        while (at < text.Length && Next() != quote) Fill(Next() == '\\' ? 2 : 1);
        Fill(1);
    }

    private void String()
    {
        var (dollars, isVerbatim, length) = (0, false, 0);
        for (; Next(length) is '$' or '@'; length++)
        {
            if (Next(length) == '$') dollars++;
            else isVerbatim = true;
        }

        var quotes = Run('"', length);
        // An identifier such as `@class`.
        if (quotes == 0) at += length;
        else if (!isVerbatim && quotes >= 3) Raw(dollars, length, quotes);
        else Plain(dollars > 0, isVerbatim, length);
    }

    private void Plain(bool hasHoles, bool isVerbatim, int prefix)
    {
        Fill(prefix + 1);
        while (at < text.Length)
        {
            if (Next() == '"' && !(isVerbatim && Next(1) == '"')) break;
            if (Next() == '"' || (Next() == '\\' && !isVerbatim) || (hasHoles && Next() is '{' or '}' && Next(1) == Next())) Fill(2);
            else if (hasHoles && Next() == '{') Hole(1);
            else Fill(1);
        }

        Fill(1);
    }

    private void Raw(int dollars, int prefix, int quotes)
    {
        Fill(prefix + quotes);
        while (at < text.Length && Run('"') < quotes)
        {
            if (dollars > 0 && Next() == '{' && Run('{') is var braces && braces >= dollars)
            {
                Fill(braces - dollars);
                Hole(dollars);
            }
            else
            {
                Fill(Math.Max(1, Run('"')));
            }
        }

        Fill(quotes);
    }

    // The braces become brackets of code, so that what is inside stays apart.
    private void Hole(int braces)
    {
        Fill(braces, '{');
        Code(inHole: true);
        Fill(braces, '}');
    }

    private int Run(char c, int from = 0)
    {
        var count = 0;
        while (Next(from + count) == c) count++;
        return count;
    }
}
