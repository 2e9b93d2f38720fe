using System.Runtime.InteropServices;

namespace Levain.Fingerprints;

/// <summary>The digest that an assembly pins a native library to, by metadata such as <c>Levain.Native:duckdb:linux-x64</c>. It counts without the file: that may come later, or lie anywhere.</summary>
internal static class NativePin
{
    /// <summary>Such as <c>linux-x64</c>, <c>osx-arm64</c> or <c>win-x64</c>, the same for every distribution.</summary>
    public static string Platform { get; } =
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>What stands for the stamp of a pinned library: a pin changes only with its assembly, and with the platform.</summary>
    public static string Stamp(string platform) => $"pinned for {platform}";

    public static bool IsStamp(string stamp) => stamp.StartsWith("pinned for ", StringComparison.Ordinal);

    /// <summary>What <paramref name="module"/> pins a library to that it calls; null when it says nothing for this platform.</summary>
    public static Digest? Find(CodeModule module, string library, string platform)
    {
        var name = $"Levain.Native:{library}:{platform}";
        Digest? found = null;
        foreach (var (key, value) in module.Metadata())
        {
            if (key != name) continue;
            if (!Digest.TryParse(value, out var digest))
                throw new BuildException($"the assembly `{module.Assembly.Name}` pins native library `{library}` for {platform} to `{value}`, which is no digest", "write `sha256:` and 64 lower-case hex digits");
            if (found is { } other && other != digest)
                throw new BuildException($"the assembly `{module.Assembly.Name}` pins native library `{library}` for {platform} twice, to {other.Brief} and {digest.Brief}", "keep one of the two");
            found = digest;
        }

        return found;
    }
}
