namespace Levain.Remotes;

/// <summary>Puts a value only where none is: of many writers one wins.</summary>
public interface ICreateOnlyPut
{
    /// <summary>False when a value was there.</summary>
    Task<bool> CreateAsync(RemoteKey key, ReadOnlyMemory<byte> value, CancellationToken cancellation);
}

/// <summary>Replaces a value only while it is the one that was read.</summary>
public interface ICompareAndSwap : ICreateOnlyPut
{
    /// <summary>The value and the version by which it can be replaced, or null when there is none.</summary>
    Task<(byte[] Value, string Version)?> ReadVersionAsync(RemoteKey key, CancellationToken cancellation);

    /// <summary>False when the value is no longer of that version.</summary>
    Task<bool> ReplaceAsync(RemoteKey key, string version, ReadOnlyMemory<byte> value, CancellationToken cancellation);
}

/// <summary>Lists and deletes what is there.</summary>
public interface IRemoteListing
{
    IEnumerable<(RemoteKey Key, long Size)> List(string folder);

    void Delete(RemoteKey key);
}

/// <summary>Asks remotes for what not all of them can do.</summary>
public static class RemoteAbilities
{
    /// <summary>The remote as one that can, or a sentence that names what it lacks.</summary>
    /// <param name="purpose">What needs it, such as <c>registering a model</c>.</param>
    public static T Need<T>(this IRemote remote, string purpose) where T : class
    {
        ArgumentNullException.ThrowIfNull(remote);
        return remote as T ?? throw Lacks(remote.Name, typeof(T), purpose);
    }

    internal static BuildException Lacks(string remote, Type ability, string purpose) =>
        new($"remote `{remote}` has no {NameOf(ability)}, which {purpose} needs", "use a remote that has it for this; everything else works here");

    private static string NameOf(Type ability) =>
        ability == typeof(ICreateOnlyPut) ? "create-only put" : ability == typeof(ICompareAndSwap) ? "compare-and-swap" : ability == typeof(IRemoteListing) ? "listing" : ability.Name;
}
