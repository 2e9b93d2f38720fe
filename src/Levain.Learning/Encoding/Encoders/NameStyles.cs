using System.Text;

namespace Levain.Learning.Encoders;

/// <summary>Writes names in a style.</summary>
internal static class NameStyles
{
    public static string Styled(this NameStyle style, string name)
    {
        if (style == NameStyle.AsIs) return name;
        var words = new StringBuilder(name.Length);
        foreach (var letter in style == NameStyle.LowerWords ? name.ToLowerInvariant() : name)
        {
            if (char.IsLetterOrDigit(letter)) words.Append(letter);
            else if (words.Length > 0 && words[^1] != '_') words.Append('_');
        }

        return words.ToString().TrimEnd('_');
    }
}
