namespace Levain.Images;

/// <summary>Where an image is: <c>registry.example.org/team/scorer:1.2.0</c>, or with <c>@sha256:…</c> which one exactly.</summary>
public sealed record ImageReference
{
    private const int MostRepository = 255;
    private const int MostTag = 128;

    private ImageReference(string host, string repository) => (Host, Repository) = (host, repository);

    /// <summary>With the port, if there is one.</summary>
    public string Host { get; }

    public string Repository { get; }

    public string? Tag { get; private init; }

    public Digest? Digest { get; private init; }

    /// <summary>What the registry is asked for: the digest if there is one.</summary>
    public string Name => Digest?.ToString() ?? Tag ?? "latest";

    public ImageReference WithTag(string tag) => IsTag(tag) ? this with { Tag = tag, Digest = null } : throw Wrong(tag, "a tag has letters, digits, `_`, `.` and `-`, 128 at most");

    public ImageReference WithDigest(Digest digest) => this with { Digest = digest, Tag = null };

    public static ImageReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (rest, digest, tag) = (text, default(Digest?), default(string));
        if (rest.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at)
        {
            digest = Levain.Digest.TryParse(rest[(at + 1)..], out var parsed) ? parsed : throw Wrong(text, "behind `@` there has to be `sha256:` and 64 hex digits");
            rest = rest[..at];
        }

        if (rest.LastIndexOf(':') is >= 0 and var colon && !rest[colon..].Contains('/', StringComparison.Ordinal))
        {
            tag = rest[(colon + 1)..];
            if (!IsTag(tag)) throw Wrong(text, "a tag has letters, digits, `_`, `.` and `-`, 128 at most");
            rest = rest[..colon];
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        // Only with a dot, a port or this one name is the first part a host: nothing is assumed to lie in anybody's hub.
        if (slash < 0 || !IsHost(rest[..slash])) throw Wrong(text, "it does not begin with a registry, such as `registry.example.org/`");
        return IsRepository(rest[(slash + 1)..]) ? new ImageReference(rest[..slash], rest[(slash + 1)..]) { Tag = tag, Digest = digest } : throw Wrong(text, "a repository has lower-case letters and digits, with single `.`, `_`, `-` or `/` between");
    }

    public override string ToString() => $"{Host}/{Repository}{(Tag is null ? "" : ":" + Tag)}{(Digest is { } digest ? "@" + digest : "")}";

    internal static bool IsTag(string tag) =>
        tag.Length is > 0 and <= MostTag && (char.IsAsciiLetterOrDigit(tag[0]) || tag[0] == '_') && tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-');

    internal static bool IsRepository(string name) => name.Length is > 0 and <= MostRepository && name.Split('/').All(IsPart);

    private static bool IsPart(string part)
    {
        if (part.Length == 0 || !IsAlphanumeric(part[0]) || !IsAlphanumeric(part[^1])) return false;
        for (var i = 1; i < part.Length; i++)
        {
            if (IsAlphanumeric(part[i])) continue;
            if (part[i] is not ('.' or '_' or '-')) return false;
            var isDouble = part[i] == '_' && part[i - 1] == '_' && IsAlphanumeric(part[i - 2]);
            if (!IsAlphanumeric(part[i - 1]) && !isDouble && !(part[i] == '-' && part[i - 1] == '-')) return false;
        }

        return true;
    }

    private static bool IsAlphanumeric(char letter) => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    private static bool IsHost(string host) => (host == "localhost" || host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal))
        && Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.AbsolutePath == "/" && host.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or ':' or '-' or '[' or ']');

    private static BuildException Wrong(string text, string why) => new($"`{text}` is not the name of an image: {why}", "write it like `registry.example.org/team/scorer:1.2.0`");
}
