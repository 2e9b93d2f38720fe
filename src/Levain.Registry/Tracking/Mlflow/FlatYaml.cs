using System.Globalization;
using System.Text;

namespace Levain.Registry.Tracking;

/// <summary>The little YAML that MLflow's <c>meta.yaml</c> needs: one value a line, texts of any script.</summary>
internal sealed class FlatYaml
{
    private readonly StringBuilder text = new();

    public FlatYaml Add(string key, string? value) => Line(key, value is null ? "null" : Quoted(value));

    public FlatYaml Add(string key, long? value) => Line(key, value is { } number ? number.ToString(CultureInfo.InvariantCulture) : "null");

    public FlatYaml AddEmptyList(string key) => Line(key, "[]");

    public FlatYaml AddMap(string key, IReadOnlyList<RunEntry> entries)
    {
        if (entries.Count == 0) return Line(key, "{}");
        text.Append(key).Append(":\n");
        foreach (var entry in entries) text.Append("  ").Append(Quoted(entry.Name)).Append(": ").Append(Quoted(entry.Value)).Append('\n');
        return this;
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(text.ToString());

    /// <summary>The texts of the first level, whoever wrote them; what is no text reads as it stands, and what is nested is left out.</summary>
    public static IReadOnlyDictionary<string, string> Read(string yaml)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = yaml.Split('\n');
        for (var i = 0; i < lines.Length;)
        {
            var line = lines[i++].TrimEnd('\r');
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[0] is ' ' or '#' or '-') continue;
            var folded = new StringBuilder(line[(colon + 1)..].Trim());
            // Long texts are folded: what follows is indented, and an empty line stands for a line break.
            for (var breaks = 0; i < lines.Length && (lines[i].StartsWith(' ') || (lines[i].Trim().Length == 0 && i + 1 < lines.Length)); i++)
            {
                var more = lines[i].Trim();
                if (more.Length == 0) { breaks++; continue; }
                if (IsEscapedEnd(folded)) folded.Length--;
                else if (folded.Length > 0) folded.Append(breaks > 0 ? new string('\n', breaks) : " ");
                folded.Append(more);
                breaks = 0;
            }

            found[line[..colon]] = Unquoted(folded.ToString());
        }

        return found;
    }

    private FlatYaml Line(string key, string value)
    {
        text.Append(key).Append(": ").Append(value).Append('\n');
        return this;
    }

    // Always between quotes: no text is then taken for a number, a date or `no`.
    private static string Quoted(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append((char)rune.Value);
            else if (rune.Value == '\n') quoted.Append("\\n");
            else if (IsPlain(rune)) quoted.Append(rune.ToString());
            else quoted.Append(rune.IsBmp ? "\\u" : "\\U").Append(rune.Value.ToString(rune.IsBmp ? "X4" : "X8", CultureInfo.InvariantCulture));
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(Rune rune) => rune.Value == ' ' || (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator) && rune != Rune.ReplacementChar);

    private static bool IsEscapedEnd(StringBuilder folded)
    {
        var slashes = 0;
        while (slashes < folded.Length && folded[folded.Length - 1 - slashes] == '\\') slashes++;
        return slashes % 2 == 1 && folded[0] == '"';
    }

    private static string Unquoted(string value)
    {
        if (value is ['\'', .., '\''] && value.Length >= 2) return value[1..^1].Replace("''", "'", StringComparison.Ordinal);
        return value is ['"', .., '"'] && value.Length >= 2 ? Unescaped(value[1..^1]) : value;
    }

    private static string Unescaped(string value)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i + 1 >= value.Length) { plain.Append(value[i]); continue; }
            var digits = value[++i] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits == 0) plain.Append(value[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '0' => '\0', 'a' => '\a', 'b' => '\b', 'e' => '\e', 'f' => '\f', 'v' => '\v', 'N' => '\u0085', '_' => '\u00a0', 'L' => '\u2028', 'P' => '\u2029', var letter => letter });
            else if (i + digits < value.Length && int.TryParse(value.AsSpan(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append(Rune.IsValid(code) ? new Rune(code).ToString() : ((char)code).ToString());
                i += digits;
            }
        }

        return plain.ToString();
    }
}
