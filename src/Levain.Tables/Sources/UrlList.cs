using System.Text;

namespace Levain.Tables.Sources;

/// <summary>A line of a list of URLs.</summary>
/// <param name="Name">What the file is called in the tree.</param>
/// <param name="Digest">What it must be, when the list says so.</param>
internal sealed record ListedUrl(string Name, Uri Address, Digest? Digest);

/// <summary>Reads a text with a URL on each line, or <c>sha256:HEX URL</c>; empty lines and those that begin with <c>#</c> say nothing.</summary>
internal static class UrlList
{
    public const int LongestFile = 64 << 20, LongestLine = 8192;

    /// <param name="path">As it stands in the source, for messages.</param>
    public static IReadOnlyList<ListedUrl> Load(string root, string path, long most)
    {
        var file = new FileInfo(Path.GetFullPath(Path.Combine(root, path)));
        if (!file.Exists) throw new BuildException($"the list `{path}` is not there", "name a text file of the workspace with one URL a line");
        if (file.Length > LongestFile) throw new BuildException($"the list `{path}` has more than {LongestFile} bytes", "is it a list of URLs?");
        try
        {
            return Parse(File.ReadAllBytes(file.FullName), path, most);
        }
        catch (Exception error) when (Store.DiskError.Is(error))
        {
            throw Store.DiskError.Reading(path, error);
        }
    }

    public static IReadOnlyList<ListedUrl> Parse(ReadOnlySpan<byte> bytes, string path, long most)
    {
        var urls = new List<ListedUrl>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[3..];
        for (var number = 1; !bytes.IsEmpty; number++)
        {
            var end = bytes.IndexOf((byte)'\n');
            var line = (end < 0 ? bytes : bytes[..end]).Trim(" \t\r"u8);
            bytes = end < 0 ? default : bytes[(end + 1)..];
            if (line.IsEmpty || line[0] == (byte)'#') continue;
            var where = FormattableString.Invariant($"{path}:{number}");
            if (line.Length > LongestLine) throw new BuildException($"{where}: the line is longer than {LongestLine} bytes", "is it a list of URLs?");
            if (urls.Count == most) throw new BuildException(FormattableString.Invariant($"{where}: the list names more than {most} URLs"), $"raise the limit `urls` in `{SourceLimits.Variable}` if that is right");
            var url = Line(line, where);
            if (!lines.TryAdd(url.Name, number)) throw new BuildException(FormattableString.Invariant($"{where}: `{url.Name}` is called like the file of line {lines[url.Name]}"), "files of one list lie in one folder: give each a name of its own, or make two lists");
            urls.Add(url);
        }

        return urls.Count > 0 ? urls : throw new BuildException($"the list `{path}` names no URL", "write one on each line");
    }

    private static ListedUrl Line(ReadOnlySpan<byte> line, string where)
    {
        // What is not ASCII stands in a URL only by its code.
        if (line.ContainsAnyExceptInRange((byte)' ', (byte)'~')) throw new BuildException($"{where}: a URL holds only printable ASCII letters", "write others as `%C3%A9`");
        var words = Encoding.ASCII.GetString(line).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Digest? digest = null;
        if (words.Length == 2) digest = Digest.TryParse(words[0], out var given) ? given : throw new BuildException($"{where}: the word before the URL is no digest", "write `sha256:` and 64 lower-case hex digits, or the URL alone");
        if (words.Length > 2) throw new BuildException($"{where}: there are more than two words", "write `URL` or `sha256:HEX URL`, with `%20` for a space");
        try
        {
            var address = SourceUrl.Parse(words[^1]);
            return new(SourceUrl.FileName(address) ?? throw new BuildException($"{where}: the URL ends without a name that a file can have", "a URL of a list ends with the name of its file"), address, digest);
        }
        catch (UsageException error)
        {
            throw new BuildException($"{where}: {error.Message}", error.Hint, error);
        }
    }
}
