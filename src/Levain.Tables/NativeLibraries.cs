using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>The native libraries that tables stand on, for a host whose workers see only what they are shown.</summary>
public static class NativeLibraries
{
    /// <summary>Part of the key of every stage that reaches one.</summary>
    public const string KeyPart = $"native.{DuckLibrary.Name}";

    /// <summary>The variable that names a folder with them.</summary>
    public const string Variable = NativeFolder.Variable;

    /// <summary>Where they are, or will be once they are fetched.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : NativeFolder.Cache(NativePin.Of(DuckLibrary.Name)) is { } cache ? Path.GetDirectoryName(cache) : null;

    /// <summary>Fetches and checks what is not here yet; a worker has no network.</summary>
    public static void Fetch() => _ = DuckLibrary.Path;
}
