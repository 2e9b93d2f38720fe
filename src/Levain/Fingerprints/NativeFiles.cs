using System.Runtime.InteropServices;

namespace Levain.Fingerprints;

/// <summary>Where a native library is found that no assembly pins: in the folder that <c>LEVAIN_NATIVE</c> names, beside the assemblies, and where the system keeps libraries.</summary>
/// <remarks>Keys and whoever loads the library ask here, so that what counts is what runs.</remarks>
internal static class NativeFiles
{
    /// <summary>The variable that names a folder with native libraries.</summary>
    public const string Variable = "LEVAIN_NATIVE";

    // Systems keep the bare name for compilers: where none is installed there is only the one with a version.
    private const int VersionLimit = 10;

    private static readonly string[] SystemFolders = ["/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/lib", "/opt/homebrew/lib"];

    /// <summary>The file of a library, or null when it is nowhere.</summary>
    /// <param name="folders">Those of the assemblies.</param>
    public static string? Find(string library, IReadOnlyList<string> folders) => Find(library, folders, Environment.GetEnvironmentVariable(Variable));

    /// <param name="named">What the variable says.</param>
    internal static string? Find(string library, IReadOnlyList<string> folders, string? named)
    {
        string[] names =
        [
            library, $"lib{library}.so", $"{library}.so", $"lib{library}.dylib", $"{library}.dll",
            .. Enumerable.Range(0, VersionLimit).Select(version => FormattableString.Invariant($"lib{library}.so.{version}")),
        ];
        string[] first = string.IsNullOrEmpty(named) ? [] : [named];
        return first.Concat(folders).Concat(folders.Select(Runtime)).Concat(SystemFolders)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    private static string Runtime(string folder) => Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
}
