namespace Levain.Tables.Sources;

/// <summary>A store of objects in buckets, such as S3, as far as data is taken from it.</summary>
/// <remarks>What breaks off is an <see cref="IOException"/> and is tried again; what a person can mend is a <see cref="BuildException"/> whose text holds no secret.</remarks>
public interface IObjectStore
{
    /// <summary>Of its addresses, such as <c>s3</c>.</summary>
    string Scheme { get; }

    /// <summary>What an object is now; null when there is none.</summary>
    Task<StoredObject?> FindAsync(string bucket, string key, CancellationToken cancellation);

    /// <summary>All objects whose keys begin with the prefix, in any order.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string bucket, string prefix, CancellationToken cancellation);

    /// <summary>The bytes of an object from <paramref name="offset"/> on; null when it is not of that version any more.</summary>
    Task<Stream?> OpenAsync(string bucket, StoredObject what, long offset, CancellationToken cancellation);
}

/// <param name="Version">Changes with every byte of the object: its ETag, or the id of its version.</param>
public sealed record StoredObject(string Key, long Size, string Version);
