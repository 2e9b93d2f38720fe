using System.Globalization;
using System.Text;

namespace Levain.Host.Output;

/// <summary>How many columns a text takes on a terminal, and texts cut or padded to a number of columns.</summary>
internal static class TextWidth
{
    public static int Of(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes()) width += Of(rune);
        return width;
    }

    /// <summary>The text followed by spaces up to <paramref name="columns"/>.</summary>
    public static string Pad(string text, int columns) => Of(text) is var width && width < columns ? text + new string(' ', columns - width) : text;

    /// <summary>The text after as many spaces as bring it to <paramref name="columns"/>.</summary>
    public static string PadLeft(string text, int columns) => Of(text) is var width && width < columns ? new string(' ', columns - width) + text : text;

    /// <summary>The beginning of the text and <c>…</c> when it takes more than <paramref name="columns"/>. Letters are not torn from their marks.</summary>
    public static string Cut(string text, int columns)
    {
        if (text.Length <= columns && Ascii.IsValid(text) || Of(text) <= columns) return text;
        if (columns <= 0) return "";
        var (end, width) = (0, 0);
        while (end < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, end);
            var next = width + Of(text.AsSpan(end, length));
            if (next > columns - 1) break;
            (end, width) = (end + length, next);
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }

    /// <summary>The beginning and the end of the text around <c>…</c>: for names that differ in their last letters.</summary>
    public static string CutMiddle(string text, int columns)
    {
        if (Of(text) <= columns) return text;
        var elements = StringInfo.ParseCombiningCharacters(text);
        var tail = text.Length;
        var width = 0;
        for (var i = elements.Length - 1; i >= 0; i--)
        {
            width += Of(text.AsSpan(elements[i], (i + 1 < elements.Length ? elements[i + 1] : text.Length) - elements[i]));
            if (width > columns / 2) break;
            tail = elements[i];
        }

        return Cut(text, columns - Of(text.AsSpan(tail))) + text[tail..];
    }

    /// <summary>The text on one line without anything that a terminal would obey: names and messages come from outside.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value is '\n' or '\t' ? " " : rune.Value == '\r' ? "" : Obeys(rune) ? "\uFFFD" : rune.ToString());
        return clean.ToString();
    }

    // Control characters, line separators and the marks that turn the direction of what follows.
    private static bool Obeys(Rune rune) => Rune.IsControl(rune) || rune.Value is >= 0x2028 and <= 0x202E or >= 0x2066 and <= 0x2069;

    private static int Of(Rune rune)
    {
        if (rune.Value is >= ' ' and <= '~') return 1;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
            _ when rune.Value is >= 0x1160 and <= 0x11FF => 0, // vowels and finals of Korean syllables sit inside the first letter's cell
            _ => IsWide(rune.Value) ? 2 : 1,
        };
    }

    // The blocks that Unicode's EastAsianWidth marks W or F, joined where only unassigned characters lie between.
    private static bool IsWide(int value) => value is
        >= 0x1100 and <= 0x115F or 0x231A or 0x231B or 0x2329 or 0x232A or >= 0x23E9 and <= 0x23EC or 0x23F0 or 0x23F3
        or 0x25FD or 0x25FE or 0x2614 or 0x2615 or >= 0x2648 and <= 0x2653 or 0x267F or 0x2693 or 0x26A1 or 0x26AA or 0x26AB
        or 0x26BD or 0x26BE or 0x26C4 or 0x26C5 or 0x26CE or 0x26D4 or 0x26EA or 0x26F2 or 0x26F3 or 0x26F5 or 0x26FA or 0x26FD
        or 0x2705 or 0x270A or 0x270B or 0x2728 or 0x274C or 0x274E or >= 0x2753 and <= 0x2755 or 0x2757 or >= 0x2795 and <= 0x2797
        or 0x27B0 or 0x27BF or 0x2B1B or 0x2B1C or 0x2B50 or 0x2B55
        or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0x33FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xA000 and <= 0xA4CF
        or >= 0xA960 and <= 0xA97C or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE10 and <= 0xFE19 or >= 0xFE30 and <= 0xFE6B
        or >= 0xFF01 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6
        or >= 0x16FE0 and <= 0x18CFF or >= 0x1AFF0 and <= 0x1B2FB or 0x1F004 or 0x1F0CF or 0x1F18E or >= 0x1F191 and <= 0x1F19A
        or >= 0x1F200 and <= 0x1F320 or >= 0x1F32D and <= 0x1F335 or >= 0x1F337 and <= 0x1F37C or >= 0x1F37E and <= 0x1F393 or >= 0x1F3A0 and <= 0x1F3CA
        or >= 0x1F3CF and <= 0x1F3D3 or >= 0x1F3E0 and <= 0x1F3F0 or 0x1F3F4 or >= 0x1F3F8 and <= 0x1F43E or 0x1F440 or >= 0x1F442 and <= 0x1F4FC
        or >= 0x1F4FF and <= 0x1F53D or >= 0x1F54B and <= 0x1F54E or >= 0x1F550 and <= 0x1F567 or 0x1F57A or 0x1F595 or 0x1F596 or 0x1F5A4
        or >= 0x1F5FB and <= 0x1F64F or >= 0x1F680 and <= 0x1F6C5 or 0x1F6CC or >= 0x1F6D0 and <= 0x1F6D2 or >= 0x1F6D5 and <= 0x1F6DF or 0x1F6EB or 0x1F6EC
        or >= 0x1F6F4 and <= 0x1F6FC or >= 0x1F7E0 and <= 0x1F7F0 or >= 0x1F90C and <= 0x1F93A or >= 0x1F93C and <= 0x1F945 or >= 0x1F947 and <= 0x1F9FF
        or >= 0x1FA70 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD;
}
