namespace Levain.Tables.Sources;

/// <summary>Where data comes from, as a person writes it and the lock keeps it.</summary>
internal abstract record SourceName
{
    private const string MemberMark = "!/", ListMark = "urls:";

    private SourceName(string text) => Text = text;

    public string Text { get; }

    /// <param name="exists">Whether a text is the path of something: then it is no glob, whatever letters it has.</param>
    public static SourceName Parse(string text, Func<string, bool> exists)
    {
        var mark = text.IndexOf(MemberMark, StringComparison.Ordinal);
        if (mark < 0) return Plain(text, exists);
        var member = text[(mark + MemberMark.Length)..];
        if (member.Contains(MemberMark, StringComparison.Ordinal)) throw new UsageException($"`{Shown(text)}` names an archive within an archive", "only one is opened: unpack the outer one first");
        var carrier = Plain(text[..mark], exists);
        return carrier is AtPath or AtUrl or InObjectStore { IsPrefix: false } ? new InArchive(text, carrier, member) : throw new UsageException($"`{Shown(text[..mark])}` is no single archive", "name one file before `!/`");
    }

    private static SourceName Plain(string text, Func<string, bool> exists)
    {
        if (text.StartsWith(ListMark, StringComparison.Ordinal)) return text.Length > ListMark.Length ? new InUrlList(text, text[ListMark.Length..]) : throw new UsageException("`urls:` names no list", "name a text file of the workspace with one URL a line, such as `urls:data/matches.txt`");
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return text.AsSpan().IndexOfAny('*', '?') >= 0 && !exists(text) ? new AtGlob(text) : new AtPath(text);
        return text[..scheme] switch
        {
            "http" or "https" => new AtUrl(text, SourceUrl.Parse(text)),
            "s3" => ObjectStore(text, "s3"),
            var other => throw new UsageException($"a source cannot be reached by `{Shown(other)}://`", NearestName.Of(other, ["http", "https", "s3"]) is { } nearest ? $"did you mean `{nearest}://`?" : "name a path, a URL with `http://` or `https://`, `s3://…`, or `urls:LIST`"),
        };
    }

    private static InObjectStore ObjectStore(string text, string scheme)
    {
        var rest = text[(scheme.Length + 3)..];
        var slash = rest.IndexOf('/');
        return slash > 0 && !rest.AsSpan(0, slash).ContainsAny("@?#:") && !rest.Contains('?')
            ? new(text, scheme, rest[..slash], rest[(slash + 1)..])
            : throw new UsageException($"a `{scheme}://` source needs a bucket and a key, and nothing else", $"for example `{scheme}://bucket/shots.csv`, or `{scheme}://bucket/shots/` for all below");
    }

    // What cannot be read may be anything, a secret too.
    private static string Shown(string text) => text.Contains('@') || text.Contains("://", StringComparison.Ordinal) ? "…" : text;

    /// <summary>A file or a folder, relative to the workspace or absolute.</summary>
    public sealed record AtPath(string Text) : SourceName(Text);

    /// <summary>Files whose paths match, as the tree below the part without wildcards.</summary>
    public sealed record AtGlob(string Text) : SourceName(Text);

    public sealed record AtUrl(string Text, Uri Address) : SourceName(Text);

    /// <summary>A text file with a URL on each line, as a tree of files.</summary>
    public sealed record InUrlList(string Text, string Path) : SourceName(Text);

    /// <summary>One object, or with a <c>/</c> at the end all below it.</summary>
    public sealed record InObjectStore(string Text, string Scheme, string Bucket, string Key) : SourceName(Text)
    {
        public bool IsPrefix => Key.Length == 0 || Key.EndsWith('/');
    }

    /// <summary>A file of an archive, or with a folder, a glob or nothing behind <c>!/</c> a tree.</summary>
    public sealed record InArchive(string Text, SourceName Carrier, string Member) : SourceName(Text);
}
