using System.Text;

namespace Levain.Images;

/// <summary>How a server wants to be told who asks: a scheme and what goes with it (RFC 9110, section 11.6.1).</summary>
internal sealed record AuthChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    private const int Most = 16 << 10;

    /// <summary>All challenges of one header; what cannot be understood ends the list.</summary>
    public static IReadOnlyList<AuthChallenge> Parse(string header)
    {
        List<AuthChallenge> found = [];
        if (header.Length > Most) return found;
        var at = 0;
        while (true)
        {
            Pass(header, ref at, " \t,");
            var scheme = Token(header, ref at);
            if (scheme.Length == 0) return found;
            Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);
            found.Add(new AuthChallenge(scheme, parameters));
            while (Parameter(header, ref at) is var (name, value)) parameters[name] = value;
        }
    }

    // name=value or name="value"; whatever else comes is the scheme of the next challenge, and is left for it.
    private static (string Name, string Value)? Parameter(string header, ref int at)
    {
        var next = at;
        Pass(header, ref next, " \t,");
        var name = Token(header, ref next);
        Pass(header, ref next, " \t");
        if (name.Length == 0 || next >= header.Length || header[next] != '=') return null;
        next++;
        Pass(header, ref next, " \t");
        var value = next < header.Length && header[next] == '"' ? Quoted(header, ref next) : Token(header, ref next);
        at = next;
        return (name, value);
    }

    private static string Quoted(string header, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < header.Length && header[at] != '"'; at++)
        {
            if (header[at] == '\\' && at + 1 < header.Length) at++;
            text.Append(header[at]);
        }

        at = Math.Min(at + 1, header.Length);
        return text.ToString();
    }

    private static string Token(string header, ref int at)
    {
        var start = at;
        while (at < header.Length && (char.IsAsciiLetterOrDigit(header[at]) || "!#$%&'*+-.^_`|~".Contains(header[at], StringComparison.Ordinal))) at++;
        return header[start..at];
    }

    private static void Pass(string header, ref int at, string letters)
    {
        while (at < header.Length && letters.Contains(header[at], StringComparison.Ordinal)) at++;
    }
}
