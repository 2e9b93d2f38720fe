using System.Security.Cryptography;
using System.Text;

namespace Levain.Launching;

/// <summary>The SHA-256 and the path of each input, as `sha256sum` prints them.</summary>
internal sealed record Contents(IReadOnlyList<(string Hash, string Path)> Files)
{
    private static readonly string[] DecidePackages = [".csproj", ".props", ".targets", "packages.lock.json", "global.json"];

    /// <summary>Of the inputs whose path starts with one of <paramref name="prefixes"/>, and of those in the root.</summary>
    public string Digest(params string[] prefixes)
    {
        var text = Text(path => !path.Contains('/', StringComparison.Ordinal) || prefixes.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    /// <summary>What decides the packages. Restore writes lock files, so this is asked before and after.</summary>
    public string Packages() => Text(path =>
        DecidePackages.Any(end => path.EndsWith(end, StringComparison.Ordinal)) || path.EndsWith("nuget.config", StringComparison.OrdinalIgnoreCase));

    public string WithoutLocks() => Text(path => !path.EndsWith("/packages.lock.json", StringComparison.Ordinal));

    public override string ToString() => Text(_ => true);

    private string Text(Func<string, bool> isWanted) => string.Concat(Files.Where(file => isWanted(file.Path)).Select(file => $"{file.Hash}  {file.Path}\n"));
}
