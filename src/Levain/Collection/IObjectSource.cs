using Levain.Remotes;
using Levain.Store;

namespace Levain.Collection;

/// <summary>A place that may have the bytes of a digest: a remote, a mirror. What it says is not believed before it is hashed.</summary>
public interface IObjectSource
{
    /// <summary>For people, such as <c>mirror `/srv/data`</c>.</summary>
    string Name { get; }

    /// <summary>The bytes, or null when it has none. It throws a <see cref="BuildException"/> or an <see cref="IOException"/> when it cannot be asked, which counts as none.</summary>
    Stream? TryOpen(Digest digest);
}

/// <summary>A source that keeps what belongs to one content together, as packs do, and brings all of it at once.</summary>
public interface IContentSource : IObjectSource
{
    /// <summary>Brings into the store what is missing there of the contents and what this source has. It never throws for what the source does.</summary>
    void Fetch(IReadOnlyList<Content> contents, CancellationToken cancellation = default);
}

/// <summary>A folder that keeps bytes under their digest, in any of the usual layouts: that of a store, that of an HTTP cache, or flat; or under any names that its <c>SHA256SUMS</c> lists.</summary>
public sealed class MirrorFolder(string folder) : IObjectSource
{
    private readonly Lazy<DigestList> list = new(() => DigestList.Of(folder));

    public string Name => $"mirror `{folder}`";

    public Stream? TryOpen(Digest digest) => PathsOf(digest).FirstOrDefault() is { } path ? new FileStream(FileBytes.Open(path), FileAccess.Read) : null;

    /// <summary>Files that should have the bytes.</summary>
    internal IEnumerable<string> PathsOf(Digest digest)
    {
        var hex = digest.Hex;
        string[] places = [hex, Path.Combine(hex[..2], hex[2..]), Path.Combine("objects", hex[..2], hex[2..]), Path.Combine(".levain", "objects", hex[..2], hex[2..]), Path.Combine("cas", hex)];
        return places.Concat(list.Value.PathsOf(digest)).Select(place => Path.Combine(folder, place)).Where(File.Exists);
    }
}
