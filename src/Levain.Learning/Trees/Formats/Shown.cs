namespace Levain.Learning.Formats;

/// <summary>Text of a file in a message: one line, and not long, whatever the file holds.</summary>
internal static class Shown
{
    private const int Longest = 80;

    public static string In(string text)
    {
        var shown = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
        return string.Concat(shown.Select(letter => char.IsControl(letter) ? '?' : letter));
    }
}
