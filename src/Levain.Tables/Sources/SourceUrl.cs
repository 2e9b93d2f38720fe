using Levain.Remotes;

namespace Levain.Tables.Sources;

/// <summary>Reads URLs of outside data. They are committed with the lock, so one that holds a secret is refused before anything of it is written or shown.</summary>
internal static class SourceUrl
{
    private const string Advice = "leave it out: the address is written to data.lock.json for everybody to read; put user and password into `~/.netrc`";

    private static readonly string[] SecretWords = ["signature", "token", "secret", "password", "passwd", "credential", "apikey", "accesskey", "subscriptionkey", "authorization"];
    private static readonly string[] SecretNames = ["sig", "auth", "pwd", "pass", "sas", "jwt"];

    public static Uri Parse(string text)
    {
        var isUrl = text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal);
        // The text is not shown: what cannot be read may hold a secret, too.
        if (!isUrl || text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)) || !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0)
            throw new UsageException("a source has an address that cannot be read", "for example `https://example.org/data.csv`, with `%20` for a space");
        if (address.UserInfo.Length > 0) throw new UsageException($"the address `{RemoteLocation.NameOf(address)}` holds a user or a password", Advice);
        if (address.Fragment.Length > 0) throw new UsageException($"the address `{RemoteLocation.NameOf(address)}` goes on with `#`, which no server ever sees", "leave it out, or write `%23`");
        return Secret(address) is { } secret ? throw new UsageException($"the address `{RemoteLocation.NameOf(address)}` holds what looks like a secret, `{secret}`", Advice) : address;
    }

    /// <summary>The last word of the path, decoded: what the file is called. Null when there is none that a file can have.</summary>
    public static string? FileName(Uri address)
    {
        var name = Uri.UnescapeDataString(address.AbsolutePath[(address.AbsolutePath.LastIndexOf('/') + 1)..]);
        return Store.TreeListing.Fault(name) is null && !name.Contains('\\') && !name.Any(char.IsControl) ? name : null;
    }

    // The name of the parameter, never its value.
    private static string? Secret(Uri address)
    {
        foreach (var pair in address.Query.TrimStart('?').Split('&', ';'))
        {
            var parts = pair.Split('=', 2);
            var name = Uri.UnescapeDataString(parts[0]);
            var value = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
            var word = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
            if (value.Length > 0 && (SecretNames.Contains(word, StringComparer.Ordinal) || SecretWords.Any(each => word.Contains(each, StringComparison.Ordinal)) || LooksSecret(word, value))) return name;
        }

        return null;
    }

    // `key=data/shots.csv` is a name, `key=AIzaSy…` is a key; what begins with `eyJ` is a signed token.
    private static bool LooksSecret(string word, string value) =>
        (word == "key" && value.Length >= 20 && value.IndexOfAny(['/', '.']) < 0) || (value.StartsWith("eyJ", StringComparison.Ordinal) && value.Length > 40);
}
