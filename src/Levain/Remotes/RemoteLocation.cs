namespace Levain.Remotes;

/// <summary>Who may write to a remote, and when.</summary>
public enum RemoteWrites
{
    /// <summary>Only <c>Push</c> writes.</summary>
    Asked,

    /// <summary><c>Train</c> pushes what it built, too.</summary>
    Always,

    /// <summary>Nobody.</summary>
    Never,
}

/// <summary>A remote as it is configured: <c>LOCATION[,read-only|,ci-writes][,push][,plain-credentials]</c>.</summary>
/// <param name="Address">Null for a folder.</param>
public sealed record RemoteLocation(string Text, Uri? Address, RemoteWrites Writes)
{
    private static readonly string[] Options = ["read-only", "ci-writes", "push", "plain-credentials"];

    /// <summary>Why nothing is written, for people; null when <see cref="Writes"/> allows it.</summary>
    public string? WhyReadOnly { get; init; }

    /// <summary>Credentials may travel without encryption.</summary>
    public bool PlainCredentials { get; init; }

    /// <summary>Several locations, separated by <c>;</c>.</summary>
    /// <param name="inCi">Whether this is a build server: <c>CI=true</c>.</param>
    /// <param name="folder">Relative paths begin here.</param>
    public static IReadOnlyList<RemoteLocation> ParseAll(string text, bool inCi, string folder)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(each => Parse(each, inCi, folder))];
    }

    public static RemoteLocation Parse(string text, bool inCi, string folder)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var location = At(parts[0], folder);
        var options = parts[1..];
        foreach (var option in options)
            if (!Options.Contains(option, StringComparer.Ordinal)) throw new UsageException($"a remote has no option `{Redacted(option)}`", NearestName.Hint(option, Options));

        var readOnly = options.Contains("read-only") ? "it is configured as `read-only`" : options.Contains("ci-writes") && !inCi ? "it is configured as `ci-writes`, and this is no build server (`CI=true`)" : null;
        return location with
        {
            Writes = readOnly is not null ? RemoteWrites.Never : options.Contains("push") ? RemoteWrites.Always : RemoteWrites.Asked,
            WhyReadOnly = readOnly,
            PlainCredentials = options.Contains("plain-credentials"),
        };
    }

    private static RemoteLocation At(string text, string folder)
    {
        if (text.Length == 0) throw new UsageException("a remote without a location", "name a folder or an `https://` address");
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, text)));
            return new(path, null, RemoteWrites.Asked);
        }

        if (text[..scheme] is not ("http" or "https"))
            throw new UsageException($"a remote cannot be reached by `{text[..scheme]}://`", NearestName.Of(text[..scheme], ["http", "https"]) is { } nearest ? $"did you mean `{nearest}://`?" : "use a folder, `http://` or `https://`");
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Host.Length == 0) throw new UsageException("a remote has an address that cannot be read", "for example `https://cache.example.org/levain`");
        // The text is not shown: what is wrong with it is just that it holds a secret.
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new UsageException($"the address of remote `{NameOf(address)}` holds more than host and path: credentials do not belong there", "put them into `LEVAIN_REMOTE_TOKEN`, into `LEVAIN_REMOTE_USER` and `LEVAIN_REMOTE_PASSWORD`, or into `~/.netrc`");
        return new(NameOf(address), address, RemoteWrites.Asked);
    }

    /// <summary>The address without anything that could be a secret.</summary>
    internal static string NameOf(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    // An address that holds a comma would be shown as an option, with all that it holds.
    private static string Redacted(string option) => option.All(letter => char.IsAsciiLetterLower(letter) || letter == '-') && option.Length <= 24 ? option : "…";
}
