using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Levain.Planning;

/// <summary>Facts of the machine that are part of a key only for stages whose bytes depend on them.</summary>
internal static partial class PlatformFacts
{
    /// <summary>Such as <c>linux-x64 glibc-2.36 fma</c>: what the results of the C library's arithmetic depend on.</summary>
    public static string Platform => $"{System}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}{Library}{(Fma.IsSupported ? " fma" : "")}";

    /// <summary>The version of the time-zone rules, or what stands for it where the system does not say.</summary>
    public static string TimeZoneRules
    {
        get
        {
            const string rules = "/usr/share/zoneinfo/tzdata.zi";
            if (!OperatingSystem.IsLinux() || !File.Exists(rules)) return global::System.Environment.OSVersion.Version.ToString();
            using var reader = new StreamReader(rules);
            return reader.ReadLine()?.TrimStart('#', ' ') ?? "empty";
        }
    }

    private static string System => OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "macos" : "windows";

    private static string Library
    {
        get
        {
            if (!OperatingSystem.IsLinux()) return "";
            try
            {
                return $" glibc-{Marshal.PtrToStringUTF8(LibraryVersion())}";
            }
            catch (EntryPointNotFoundException)
            {
                return " musl";
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "gnu_get_libc_version")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint LibraryVersion();
}
