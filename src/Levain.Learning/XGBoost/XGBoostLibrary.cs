using System.Reflection;
using System.Runtime.InteropServices;
using Levain.Fingerprints;

namespace Levain.Learning;

/// <summary>XGBoost's library: found where keys look for it, and loaded once.</summary>
[EngineBoundary]
internal static partial class XGBoostLibrary
{
    public const string Name = "xgboost";

    /// <summary>The oldest that has every function and parameter that we use.</summary>
    private static readonly Version Oldest = new(1, 7);

    private static readonly Lazy<nint> Handle = new(Open);

    static XGBoostLibrary() => NativeLibrary.SetDllImportResolver(typeof(XGBoostLibrary).Assembly, Resolve);

    /// <summary>The path of the library, or null when it is not installed.</summary>
    public static string? Path => NativeFiles.Find(Name, [AppContext.BaseDirectory]);

    /// <summary>Must come before the first call into the library: says in a sentence what keeps it from being loaded.</summary>
    public static void Load() => _ = Handle.Value;

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) => name == Name ? Handle.Value : 0;

    private static nint Open()
    {
        var path = Path ?? throw NativeNeed.Missing(typeof(XGBoostLibrary).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == NativeNeed.KeyOf(Name)).Value!);
        // Threads that wait by spinning make everything else on the machine slow. OpenMP reads this once, from the C environment, which .NET does not write to.
        if (!OperatingSystem.IsWindows()) _ = SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", 0);
        try
        {
            return Checked(path, NativeLibrary.Load(path));
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new BuildException($"`{path}` cannot be loaded: {error.Message.Split('\n')[0].Trim()}", "install `libxgboost0` again", error);
        }
    }

    private static nint Checked(string path, nint library)
    {
        var version = VersionOf(library);
        return version >= Oldest ? library : throw new BuildException($"`{path}` is XGBoost {version}, which is older than {Oldest}", $"install {Oldest} or newer, or name a folder that holds it in `{NativeFiles.Variable}`");
    }

    private static unsafe Version VersionOf(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "XGBoostVersion", out var function)) return new(0, 0);
        int major, minor, patch;
        ((delegate* unmanaged[Cdecl]<int*, int*, int*, void>)function)(&major, &minor, &patch);
        return new(major, minor, patch);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
