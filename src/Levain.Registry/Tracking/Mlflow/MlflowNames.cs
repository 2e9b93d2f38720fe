using System.Text;

namespace Levain.Registry.Tracking;

/// <summary>Names as MLflow takes them: letters and digits of any script, <c>_ - .</c>, spaces and slashes, of at most 250 bytes, and a path that means just itself.</summary>
/// <remarks>
/// A name that is not so is made so, the same in every run: each other character becomes <c>_</c>. Where two names of a run would then be one, or one a folder of the other,
/// the changed one gets the first digits of its digest. Colons, which only newer servers take, count as other characters.
/// </remarks>
internal static class MlflowNames
{
    private const int MostBytes = 250;

    // "-" and eight hex digits.
    private const int MarkBytes = 9;

    /// <summary>What every name is called there; no two share one.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> names)
    {
        var found = names.Distinct(StringComparer.Ordinal).ToDictionary(name => name, Cleaned, StringComparer.Ordinal);
        foreach (var same in found.GroupBy(pair => pair.Value, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).ToList())
            foreach (var (name, clean) in same)
                if (name != clean) found[name] = Marked(clean, name);

        var folders = found.Values.SelectMany(Folders).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, clean) in found.ToList())
            if (folders.Contains(clean)) found[name] = Marked(clean, name);
        return found;
    }

    /// <summary>The name of an entry that stands for itself, such as an artifact.</summary>
    public static string Cleaned(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes()) text.Append(IsAllowed(rune) ? rune.ToString() : "_");
        var parts = text.ToString().Split('/');
        for (var i = 0; i < parts.Length; i++)
            if (parts[i] is "" or "." or "..") parts[i] = new('_', Math.Max(1, parts[i].Length));
        // MLflow takes every name that begins so for one that leads out of its folder.
        if (parts[0].StartsWith("..", StringComparison.Ordinal)) parts[0] = $"__{parts[0][2..]}";
        var path = string.Join('/', parts);
        return Encoding.UTF8.GetByteCount(path) > MostBytes ? Marked(path, name) : path;
    }

    /// <summary>The name of a registered model: neither a path nor quotes, which its filters cannot hold. No other model gets the same.</summary>
    public static string Model(string name)
    {
        var clean = Replaced(name, rune => rune.Value is '/' or '\\' or ':' or '%' or '\'' or '"' or '`' || Rune.IsControl(rune) || rune == Rune.ReplacementChar);
        if (clean is "." or ".." || clean.StartsWith('.')) clean = $"_{clean[1..]}";
        return clean == name && Encoding.UTF8.GetByteCount(name) <= MostBytes - 10 ? name : Marked(clean, name);
    }

    /// <summary>An alias: letters, digits, <c>_</c> and <c>-</c>, and none that MLflow keeps for itself.</summary>
    public static string Alias(string name)
    {
        var clean = Replaced(name, rune => !Rune.IsLetterOrDigit(rune) && rune.Value is not ('_' or '-'));
        var isReserved = clean.Equals("latest", StringComparison.OrdinalIgnoreCase) || (clean.Length > 1 && clean[0] is 'v' or 'V' && clean.Skip(1).All(char.IsDigit));
        return clean == name && !isReserved && clean.Length > 0 && Encoding.UTF8.GetByteCount(name) <= MostBytes ? name : Marked(clean, name);
    }

    /// <summary>The first of a text, of at most so many characters; a character is never cut in two.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        return text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }

    private static string Replaced(string name, Func<Rune, bool> isBad)
    {
        var text = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes()) text.Append(isBad(rune) ? "_" : rune.ToString());
        return text.ToString();
    }

    private static bool IsAllowed(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '-' or '.' or ' ' or '/';

    private static string Marked(string clean, string name)
    {
        var bytes = 0;
        var kept = new StringBuilder();
        foreach (var rune in clean.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > MostBytes - MarkBytes) break;
            kept.Append(rune.ToString());
        }

        return $"{kept}-{Digest.Of(name).Hex[..(MarkBytes - 1)]}";
    }

    private static IEnumerable<string> Folders(string name)
    {
        for (var at = name.IndexOf('/', StringComparison.Ordinal); at >= 0; at = name.IndexOf('/', at + 1)) yield return name[..at];
    }
}
