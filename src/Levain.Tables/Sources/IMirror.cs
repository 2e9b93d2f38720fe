using Levain.Collection;
using Levain.Remotes;
using Levain.Store;

namespace Levain.Tables.Sources;

/// <summary>A place near by that may have the bytes of a digest under some name.</summary>
internal interface IMirror
{
    /// <summary>For people on this machine only.</summary>
    string Name { get; }

    /// <summary>Brings the bytes into the store; false when this mirror has none that are right.</summary>
    Task<bool> BringAsync(Pin pin, CancellationToken cancellation);
}

/// <summary>What bytes must be.</summary>
/// <param name="Size">Null when it is not known.</param>
/// <param name="Names">Under which somebody might keep them.</param>
internal sealed record Pin(Digest Digest, long? Size, IReadOnlyList<string> Names);

/// <summary>A mirror that is a folder.</summary>
internal sealed class FolderMirror(string folder, FileContentStore store, Action<string> noticed) : IMirror
{
    private readonly MirrorFolder byDigest = new(folder);

    public string Name => folder;

    public Task<bool> BringAsync(Pin pin, CancellationToken cancellation)
    {
        foreach (var path in byDigest.PathsOf(pin.Digest))
            if (Holds(path, pin, promised: true, cancellation) && store.AddPath(path, Adding.Copy, cancellation).Digest == pin.Digest) return Task.FromResult(true);
        foreach (var path in pin.Names.Where(name => name.Length > 0 && name is not ("." or "..") && name.AsSpan().IndexOfAny('/', '\\') < 0).Distinct(StringComparer.Ordinal).Select(name => Path.Combine(folder, name)))
            if (File.Exists(path) && Holds(path, pin, promised: false, cancellation) && store.AddPath(path, Adding.Copy, cancellation).Digest == pin.Digest) return Task.FromResult(true);
        return Task.FromResult(false);
    }

    // Hashed before a byte of it comes into the store.
    private bool Holds(string path, Pin pin, bool promised, CancellationToken cancellation)
    {
        if ((pin.Size is null || new FileInfo(path).Length == pin.Size) && FileHash.Of(path, cancellation).Digest == pin.Digest) return true;
        if (promised) noticed($"mirror `{folder}` has other bytes in `{Path.GetRelativePath(folder, path)}` than those of `{pin.Digest.Brief}`: they do not count");
        return false;
    }
}
