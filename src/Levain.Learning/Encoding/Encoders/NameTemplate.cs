using System.Text;

namespace Levain.Learning.Encoders;

/// <summary>A feature's name with places in braces, such as <c>{column}_lag_{lag}</c>.</summary>
internal static class NameTemplate
{
    /// <summary>The template, when its places are among those that can be filled and the needed one is there.</summary>
    public static string Checked(string template, string? needed, params string[] places)
    {
        ArgumentNullException.ThrowIfNull(template);
        foreach (var (text, isPlace) in Parts(template))
            if (isPlace && !places.Contains(text, StringComparer.Ordinal))
                throw new BuildException($"the name `{template}` has a place `{{{text}}}`, which nothing fills", NearestName.Hint(text, places));
        if (needed is not null && !template.Contains($"{{{needed}}}", StringComparison.Ordinal))
            throw new BuildException($"the name `{template}` would be that of several features", $"put `{{{needed}}}` into it");
        return template;
    }

    // Values are never looked at for places: they may hold braces.
    public static string Filled(string template, Func<string, string> value)
    {
        var name = new StringBuilder();
        foreach (var (text, isPlace) in Parts(template)) name.Append(isPlace ? value(text) : text);
        return name.ToString();
    }

    private static IEnumerable<(string Text, bool IsPlace)> Parts(string template)
    {
        var at = 0;
        while (template.IndexOf('{', at) is >= 0 and var open)
        {
            var close = template.IndexOf('}', open);
            if (close < 0) throw new BuildException($"the name `{template}` has a `{{` without a `}}`", "close it, or leave it out");
            if (open > at) yield return (template[at..open], false);
            yield return (template[(open + 1)..close], true);
            at = close + 1;
        }

        if (at < template.Length) yield return (template[at..], false);
    }
}
