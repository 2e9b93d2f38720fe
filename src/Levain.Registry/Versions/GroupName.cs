using System.Globalization;
using System.Text;

namespace Levain.Registry;

/// <summary>Names of model groups and aliases: any script, no control characters, of a length that people can read.</summary>
public static class GroupName
{
    private const int LongestBytes = 512;

    /// <summary>The name of a group from its parts, such as <c>aiop-playback-us-hockey</c>: project, service, region, model. Parts that are empty are left out.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var name = new StringBuilder();
        foreach (var part in parts)
        {
            if (part.Length == 0) continue;
            if (name.Length > 0) name.Append('-');
            name.Append(part);
        }

        return Checked(name.ToString());
    }

    /// <summary>The name, or an error that says what is wrong with it.</summary>
    public static string Checked(string name, string what = "group")
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || string.IsNullOrWhiteSpace(name)) throw new BuildException($"the name of a {what} is empty", "give it one, such as `xgoals`");
        if (name != name.Trim()) throw new BuildException($"the name of {what} `{name.Trim()}` has spaces around it", "leave them out");
        var bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes > LongestBytes) throw new BuildException(string.Create(CultureInfo.InvariantCulture, $"the name of a {what} has {bytes} bytes, and may have {LongestBytes}"), "take a shorter one");
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || rune == Rune.ReplacementChar)
                throw new BuildException(string.Create(CultureInfo.InvariantCulture, $"the name of a {what} holds the character U+{rune.Value:X4}, which nobody can see"), "leave it out");
        }

        return name;
    }
}
