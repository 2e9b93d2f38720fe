namespace Levain.Tables.Sources;

/// <summary>A file on another machine that can be opened from any byte on.</summary>
internal interface IRemoteFile
{
    /// <summary>Its address, without anything secret.</summary>
    string Name { get; }

    /// <summary>Opens it. What breaks off is an <see cref="IOException"/>; anything else that goes wrong is a <see cref="BuildException"/>.</summary>
    /// <param name="offset">Where to begin, when the file still is of version <paramref name="same"/>; else it begins at 0.</param>
    /// <param name="same">Null when a beginning of any version is good, since the bytes are checked.</param>
    /// <param name="known">The version that the caller has; null when it has none.</param>
    Task<RemoteAnswer> OpenAsync(long offset, string? same, string? known, CancellationToken cancellation);
}

/// <summary>A file while it is read.</summary>
/// <param name="Content">Null when the file still is of the version that the caller has.</param>
/// <param name="Length">Of the whole file; null when the server does not tell.</param>
/// <param name="HasEnd">Whether a connection that breaks can be told from the end of the file.</param>
/// <param name="Version">Changes with every byte of the file; null when the server promises no such thing.</param>
internal sealed record RemoteAnswer(Stream? Content, long Offset, long? Length, bool HasEnd, string? Version) : IDisposable
{
    public static RemoteAnswer Unchanged { get; } = new(null, 0, null, true, null);

    public void Dispose() => Content?.Dispose();
}
