namespace Levain.Tables.Sources.Archives;

/// <summary>Checks names of archives: none may lead out of the folder that it is unpacked to, on any system.</summary>
internal static class MemberName
{
    public const int LongestPath = 4096, LongestName = 255;

    /// <summary>The name without <c>./</c> before and <c>/</c> behind it; empty for the folder itself.</summary>
    public static string Checked(string name)
    {
        var path = name;
        while (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        if (path is "." or "") return "";
        if (path.StartsWith('/')) throw Bad("is an absolute path");
        if (path.Contains('\\')) throw Bad(@"holds a `\`, which leads to another folder on some systems");
        if (path.Length > 1 && path[1] == ':') throw Bad("begins with the letter of a drive");
        if (path.Any(char.IsControl)) throw Bad("holds a control character");
        path = path.EndsWith('/') ? path[..^1] : path;
        var names = path.Split('/');
        if (path.Length > LongestPath || names.Length > Store.TreeListing.DeepestFolder || names.Any(each => System.Text.Encoding.UTF8.GetByteCount(each) > LongestName)) throw Bad("is longer than a path can be");
        if (names.Contains("..", StringComparer.Ordinal)) throw Bad("leads out of the archive with `..`");
        return names.FirstOrDefault(each => each is "" or "." || Store.TreeListing.Fault(each) is not null) is null ? path : throw Bad("is no path");
    }

    private static BadArchiveException Bad(string what) => new($"its name {what}");
}
