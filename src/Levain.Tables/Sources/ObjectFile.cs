namespace Levain.Tables.Sources;

/// <summary>An object of a bucket.</summary>
internal sealed class ObjectFile(IObjectStore objects, string bucket, string key) : IRemoteFile
{
    // Between a look and the opening somebody may put another one there.
    private const int MostLooks = 5;

    public string Name => $"{objects.Scheme}://{bucket}/{key}";

    public async Task<RemoteAnswer> OpenAsync(long offset, string? same, string? known, CancellationToken cancellation)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            var now = await objects.FindAsync(bucket, key, cancellation).ConfigureAwait(false) ?? throw new BuildException($"there is no object `{Name}`");
            if (now.Version == known) return RemoteAnswer.Unchanged;
            var from = offset <= now.Size && (same is null || same == now.Version) ? offset : 0;
            if (await objects.OpenAsync(bucket, now, from, cancellation).ConfigureAwait(false) is { } content) return new(content, from, now.Size, HasEnd: true, now.Version);
        }

        throw new BuildException($"`{Name}` changes all the time", "take it when it is at rest");
    }
}
