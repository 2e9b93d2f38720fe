using System.Text;

namespace Levain.Drawing;

/// <summary>How wide texts are: the style asks for letters of one width.</summary>
internal static class TextWidth
{
    /// <summary>Pixels of a letter of the small texts.</summary>
    public const double OfSmall = 6.8;

    public static double Of(string text) => Columns(text) * OfSmall;

    /// <summary>The text, or its beginning and an ellipsis when it takes more than <paramref name="most"/> letters.</summary>
    public static string Cut(string text, int most)
    {
        if (Columns(text) <= most) return text;
        var cut = new StringBuilder();
        var columns = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            columns += Columns(rune);
            if (columns > most) break;
            cut.Append(rune);
        }

        return cut.Append('…').ToString();
    }

    private static int Columns(string text) => text.EnumerateRunes().Sum(Columns);

    // Letters of East Asia and most pictures take two columns.
    private static int Columns(Rune rune) => rune.Value >= 0x1100 && rune.Value is not (>= 0x2000 and < 0x2E80) ? 2 : 1;
}
