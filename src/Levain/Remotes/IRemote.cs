namespace Levain.Remotes;

/// <summary>A place that many machines share and that keeps blobs by key: a folder, an HTTP cache, later a bucket or a registry.</summary>
/// <remarks>
/// What comes from a remote is never believed: whoever reads checks it against a digest. Calls are repeated within the limits of <see cref="RemotePatience"/>
/// before they fail with a <see cref="RemoteException"/>. What not every remote can do is an interface of its own: <see cref="ICreateOnlyPut"/>,
/// <see cref="ICompareAndSwap"/>, <see cref="IRemoteListing"/>.
/// </remarks>
public interface IRemote : IDisposable
{
    /// <summary>As people are told: the folder, or the address without credentials.</summary>
    string Name { get; }

    /// <summary>The size of a blob by its metadata alone; -1 when it is there and the remote does not tell its size, null when it is not there.</summary>
    Task<long?> SizeAsync(RemoteKey key, CancellationToken cancellation);

    /// <summary>Opens a blob, from <paramref name="offset"/> on when the remote can; null when it is not there.</summary>
    Task<RemoteBlob?> OpenAsync(RemoteKey key, long offset, CancellationToken cancellation);

    /// <summary>Puts a blob, whole or not at all. Putting what is there is no error.</summary>
    /// <param name="content">Opens the bytes; called again for every attempt.</param>
    Task PutAsync(RemoteKey key, Func<Stream> content, long length, CancellationToken cancellation);
}

/// <summary>A blob while it is read.</summary>
/// <param name="Offset">Where the stream begins: 0 when the remote cannot begin elsewhere.</param>
/// <param name="Length">The whole blob by the word of the remote; null when it does not tell.</param>
public sealed record RemoteBlob(Stream Content, long Offset, long? Length) : IDisposable
{
    public void Dispose() => Content.Dispose();
}
