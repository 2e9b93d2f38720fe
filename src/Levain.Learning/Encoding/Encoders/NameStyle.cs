using System.Text;

namespace Levain.Learning;

/// <summary>How the names of features are written.</summary>
public enum NameStyle
{
    /// <summary>As the columns and values are: <c>ShotZoneBasic_In The Paint (Non-RA)</c>.</summary>
    AsIs,

    /// <summary>Letters and digits, with one <c>_</c> for whatever is between them: <c>ShotZoneBasic_In_The_Paint_Non_RA</c>.</summary>
    Words,

    /// <summary>As <see cref="Words"/>, in small letters.</summary>
    LowerWords,
}

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
