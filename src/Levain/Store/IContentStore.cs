namespace Levain.Store;

/// <summary>Keeps bytes under their digest; what went in never changes, and what comes out has been checked.</summary>
/// <remarks>
/// Nothing here says how bytes are kept: files of their own, packs or chunks are the store's affair. A digest that is asked for and not there,
/// or there and damaged, throws a <see cref="LostObjectException"/>: the caller can fetch or rebuild it and ask again.
/// </remarks>
public interface IContentStore
{
    /// <summary>Whether the object is there, by its metadata alone: nothing is read.</summary>
    bool Has(Digest digest);

    /// <summary>Whether a file, or a tree with every file below it, is there. Listings are read, files are not.</summary>
    bool HasWhole(Content content);

    /// <summary>The number of bytes of an object, by its metadata, or null when it is not there.</summary>
    long? SizeOf(Digest digest);

    /// <summary>Keeps the bytes. When it returns they are on the disk, and good, even if a damaged object was there before.</summary>
    Digest Put(ReadOnlySpan<byte> content);

    /// <inheritdoc cref="Put(ReadOnlySpan{byte})"/>
    Digest Put(Stream content);

    /// <summary>Keeps a file or a folder with all that is below it. When it returns, everything is on the disk.</summary>
    Content AddPath(string path, Adding how, CancellationToken cancellation = default);

    /// <summary>All bytes of an object, checked.</summary>
    byte[] Read(Digest digest);

    /// <summary>Opens an object. No byte is handed out before it has been checked.</summary>
    Stream Open(Digest digest);

    /// <summary>The listing of one directory of a tree.</summary>
    TreeListing ReadTree(Digest digest);

    /// <summary>Opens a file or a tree for <see cref="IArtifact{TSelf}.Load"/>.</summary>
    StoredArtifact OpenArtifact(Content content);

    /// <summary>A read-only file or folder that holds the content, for tools that want a path. It is shared: nobody may write to it.</summary>
    /// <remarks>Call <see cref="MaterializedPath.Verify"/> after whoever used the path has finished, and before believing what they made of it.</remarks>
    MaterializedPath Materialize(Content content);

    /// <summary>Puts a file or a tree at a path of the caller, where nothing may be yet. It is there whole, or not at all.</summary>
    /// <remarks>Like a copy by any other tool it is brought to the disk when the system sees fit: the store has the bytes.</remarks>
    void CheckOut(Content content, string path, CheckOutMode mode, CancellationToken cancellation = default);
}

/// <summary>What becomes of a path whose content is added to the store.</summary>
public enum Adding
{
    /// <summary>It belongs to somebody else and stays as it is: a snapshot of outside data.</summary>
    Copy,

    /// <summary>It was made for the store and is moved there: what a stage left in its scratch folder.</summary>
    Take,
}
