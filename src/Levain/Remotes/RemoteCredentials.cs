using System.Net.Http.Headers;
using System.Text;

namespace Levain.Remotes;

/// <summary>Finds what to say to a remote that wants to know who asks. It is put into a header, and nowhere else.</summary>
/// <param name="variable">Reads an environment variable.</param>
public sealed class RemoteCredentials(Func<string, string?> variable)
{
    /// <summary>The header for a host, or null when there is none. The environment speaks for one host only, so that no second one learns the secret.</summary>
    /// <param name="soleHost">True when all addresses that are configured are of this host.</param>
    internal AuthenticationHeaderValue? For(RemoteLocation location, bool soleHost)
    {
        var found = (soleHost ? FromEnvironment() : null) ?? FromNetrc(location.Address!.Host);
        if (found is null) return null;
        if (location.Address!.Scheme != Uri.UriSchemeHttps && !location.Address.IsLoopback && !location.PlainCredentials)
            throw new UsageException($"credentials would travel unencrypted to remote `{location.Text}`", "use `https://`, or add `,plain-credentials` to the remote when the network is to be trusted");
        return found;
    }

    /// <summary>The header for a server of outside data: from <c>~/.netrc</c> only, since the environment speaks of remotes; and never where it would travel unencrypted.</summary>
    internal AuthenticationHeaderValue? ForSource(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.IsLoopback ? FromNetrc(address.Host) : null;

    private AuthenticationHeaderValue? FromEnvironment()
    {
        if (variable("LEVAIN_REMOTE_TOKEN") is { Length: > 0 } token) return new("Bearer", OneLine(token, "LEVAIN_REMOTE_TOKEN"));
        return variable("LEVAIN_REMOTE_USER") is { Length: > 0 } user ? Basic(user, variable("LEVAIN_REMOTE_PASSWORD") ?? "") : null;
    }

    private AuthenticationHeaderValue? FromNetrc(string host)
    {
        var path = variable("NETRC") is { Length: > 0 } named ? named : variable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".netrc") : null;
        if (path is null || !File.Exists(path)) return null;
        try
        {
            return Netrc.Find(File.ReadAllText(path), host) is var (user, password) ? Basic(user, password) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static AuthenticationHeaderValue Basic(string user, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private static string OneLine(string token, string name) =>
        token.Trim() is var text && text.All(letter => letter is > ' ' and < (char)127) ? text : throw new UsageException($"`{name}` holds what no token can hold", "it must be one word of printable letters");
}

/// <summary>Reads the format of <c>~/.netrc</c>: words, of which <c>machine NAME login USER password SECRET</c> is one entry.</summary>
internal static class Netrc
{
    public static (string User, string Password)? Find(string text, string host)
    {
        var words = text.Split('\n').Where(line => !line.TrimStart().StartsWith('#')).SelectMany(line => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)).ToList();
        (string User, string Password)? general = null;
        for (var i = 0; i < words.Count; i++)
        {
            var isDefault = words[i] == "default";
            if (!isDefault && (words[i] != "machine" || i + 1 >= words.Count)) continue;
            var name = isDefault ? null : words[++i];
            string user = "", password = "";
            for (; i + 2 < words.Count && words[i + 1] is "login" or "password" or "account"; i += 2)
                if (words[i + 1] == "login") user = words[i + 2];
                else if (words[i + 1] == "password") password = words[i + 2];
            if (string.Equals(name, host, StringComparison.OrdinalIgnoreCase)) return (user, password);
            if (isDefault) general ??= (user, password);
        }

        return general;
    }
}
