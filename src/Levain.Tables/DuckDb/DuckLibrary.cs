using System.Reflection;
using System.Runtime.InteropServices;
using Levain.Fingerprints;

namespace Levain.Tables.DuckDb;

/// <summary>DuckDB's library: found, fetched where it is missing, checked against its pin, and loaded once.</summary>
[EngineBoundary]
internal static class DuckLibrary
{
    public const string Name = "duckdb";

    private static readonly Lazy<string> Checked = new(FindAndCheck);

    private static readonly Lazy<nint> Handle = new(() => NativeLibrary.Load(Checked.Value));

    static DuckLibrary() => NativeLibrary.SetDllImportResolver(typeof(DuckLibrary).Assembly, Resolve);

    /// <summary>The path of the library. Fetches it when it is not here.</summary>
    public static string Path => Checked.Value;

    /// <summary>Must come before the first call into the library: says in a sentence what keeps it from being loaded.</summary>
    public static void Load() => _ = Handle.Value;

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) => name == Name ? Handle.Value : 0;

    private static string FindAndCheck()
    {
        var pin = NativePin.Of(Name);
        var path = NativeFolder.Find(pin) ?? Fetch(pin);
        using var file = File.OpenRead(path);
        var found = Digest.Of(file);
        return found == pin.Digest ? path : throw new BuildException(
            $"`{path}` is not the pinned {pin.Package}: its digest is {found}, expected {pin.Digest}",
            "delete it, and the next build fetches it again");
    }

    private static string Fetch(NativePin pin)
    {
        if (Environment.GetEnvironmentVariable(NativeFolder.Variable) is { Length: > 0 } named)
            throw new BuildException($"`{NativeFolder.Variable}` names `{named}`, which holds no `{pin.File}`", $"put the one of `{pin.Package}` there, or unset `{NativeFolder.Variable}`");
        var cache = NativeFolder.Cache(pin) ?? throw new BuildException($"`{pin.File}` is not beside the program, and there is no workspace above it to fetch it into", $"name a folder that holds it in `{NativeFolder.Variable}`");
        return new NativePackage(pin).FetchInto(cache);
    }
}
