using System.Text;

namespace Levain.Images;

/// <summary>Where something lies in an image: from the root, with slashes, without a slash at either end.</summary>
internal static class LayerPath
{
    public const int MostBytes = 4096;

    /// <summary>The path in the form that is kept, or a sentence why it is none.</summary>
    public static string? Problem(string path)
    {
        if (path.Length == 0) return "it is empty";
        if (path.Contains('\0', StringComparison.Ordinal)) return "it holds a zero byte";
        if (path[0] == '/') return "it begins at the root of the machine";
        if (Encoding.UTF8.GetByteCount(path) > MostBytes) return $"it is longer than {MostBytes} bytes";
        return path.Split('/').Any(part => part is "" or "." or "..") ? "a part of it is empty, `.` or `..`" : null;
    }

    public static string Checked(string path) => Problem(path) is { } problem ? throw new BuildException($"`{path}` cannot lie in a layer: {problem}", "write it like `app/model.json`") : path;

    /// <summary>What tars write: <c>./a/b/</c> is <c>a/b</c>; the root itself is empty.</summary>
    public static string FromTar(string name)
    {
        var path = name;
        while (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        path = path.TrimEnd('/');
        return path == "." ? "" : path;
    }

    public static string? Parent(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : null;

    /// <summary>Whether a link leads above the root of the image. One that begins at the root means that of the image.</summary>
    public static bool Escapes(string path, string target)
    {
        var depth = target.StartsWith('/') ? 0 : path.Count(letter => letter == '/');
        foreach (var part in target.Split('/'))
        {
            if (part is "" or ".") continue;
            depth += part == ".." ? -1 : 1;
            if (depth < 0) return true;
        }

        return false;
    }
}
