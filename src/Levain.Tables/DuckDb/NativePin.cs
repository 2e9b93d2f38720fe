using System.Reflection;
using System.Runtime.InteropServices;

namespace Levain.Tables.DuckDb;

/// <summary>A native library as this assembly pins it for one platform: the digest of its file, and the npm package that holds it.</summary>
/// <param name="Package">Name and version, such as <c>@duckdb/node-bindings-linux-x64@1.5.5-r.5</c>.</param>
/// <param name="Integrity">The hash of the package as npm writes it: <c>sha512-</c> and base64.</param>
internal sealed record NativePin(string Library, string Platform, Digest Digest, string Package, string Integrity)
{
    /// <summary>The file's name on this platform.</summary>
    public string File => Platform.Split('-')[0] switch { "win" => $"{Library}.dll", "osx" => $"lib{Library}.dylib", _ => $"lib{Library}.so" };

    /// <summary>What follows the last <c>@</c> of the package.</summary>
    public string Version => Package[(Package.LastIndexOf('@') + 1)..];

    public static string CurrentPlatform =>
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>The pin for this platform; throws a sentence when there is none.</summary>
    public static NativePin Of(string library)
    {
        var platform = CurrentPlatform;
        var pins = typeof(NativePin).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(pin => pin.Key, pin => pin.Value!, StringComparer.Ordinal);
        if (!pins.TryGetValue($"Levain.Native:{library}:{platform}", out var digest) || !pins.TryGetValue($"Levain.Package:{library}:{platform}", out var package))
            throw new BuildException($"there is no `{library}` for {platform}", "build on Linux, macOS or Windows, on x64 or arm64");
        var parts = package.Split(' ');
        return new(library, platform, Digest.Parse(digest), parts[0], parts[1]);
    }
}
