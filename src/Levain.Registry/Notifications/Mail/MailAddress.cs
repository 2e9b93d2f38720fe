using System.Globalization;

namespace Levain.Registry.Mail;

/// <summary>An address of mail: a part before the <c>@</c>, a host in letters that every server takes, and perhaps the name of a person.</summary>
internal sealed record MailAddress(string Local, string Host, string Name)
{
    private const string LocalMarks = "!#$%&'*+-/=?^_`{|}~.";

    /// <summary>As servers take it.</summary>
    public string Address => $"{Local}@{Host}";

    /// <param name="variable">The environment variable that holds it: for messages, which do not say what it holds.</param>
    public static MailAddress ParseOne(string text, string variable) =>
        ParseMany(text, variable) is [var only] ? only : throw new UsageException($"`{variable}` holds more than one address", "a message comes from one");

    /// <summary>Addresses with commas between them: <c>ann@example.org, Bert &lt;bert@example.org&gt;</c>.</summary>
    public static IReadOnlyList<MailAddress> ParseMany(string text, string variable)
    {
        var found = Split(text).Select(part => part.Trim()).Where(part => part.Length > 0).Select(Parse).ToList();
        if (found.Count == 0 || found.Contains(null)) throw new UsageException($"{(found.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"entry {found.IndexOf(null) + 1} of ") : "")}`{variable}` is no address of mail", "write it as `ann@example.org` or `Ann <ann@example.org>`");
        return [.. found.OfType<MailAddress>().DistinctBy(address => address.Address)];
    }

    // A comma in quotes is part of a name.
    private static IEnumerable<string> Split(string text)
    {
        var (start, isQuoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') isQuoted = !isQuoted;
            if (text[i] != ',' || isQuoted) continue;
            yield return text[start..i];
            start = i + 1;
        }

        yield return text[start..];
    }

    private static MailAddress? Parse(string text)
    {
        var (name, address) = ("", text);
        if (text.EndsWith('>') && text.LastIndexOf('<') is >= 0 and var open) (name, address) = (text[..open].Trim().Trim('"').Trim(), text[(open + 1)..^1].Trim());
        var at = address.LastIndexOf('@');
        if (at < 1 || name.Any(char.IsControl) || !IsLocal(address[..at]) || AsciiHost(address[(at + 1)..]) is not { } host) return null;
        return new(address[..at], host, name);
    }

    private static bool IsLocal(string text) =>
        text.Length <= 64 && text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || LocalMarks.Contains(letter, StringComparison.Ordinal));

    private static string? AsciiHost(string text)
    {
        try
        {
            var host = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(text);
            return host.Length <= 253 && host.Split('.').All(label => label.Length is > 0 and <= 63 && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')) ? host.ToLowerInvariant() : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
