namespace Levain.Remotes;

/// <summary>Reads small values whole.</summary>
internal static class RemoteReads
{
    /// <summary>Larger than any honest record: a record holds digests and options, no data.</summary>
    public const int LargestRecord = 16 << 20;

    /// <summary>Null when nothing is there, or more than <paramref name="most"/>.</summary>
    public static async Task<byte[]?> BytesAsync(IRemote remote, RemoteKey key, int most, CancellationToken cancellation)
    {
        try
        {
            using var blob = await remote.OpenAsync(key, 0, cancellation).ConfigureAwait(false);
            if (blob is null || blob.Length > most) return null;
            using var bytes = new MemoryStream();
            var buffer = new byte[1 << 14];
            for (int count; (count = await blob.Content.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
            {
                if (bytes.Length + count > most) return null;
                bytes.Write(buffer, 0, count);
            }

            return bytes.ToArray();
        }
        catch (IOException error)
        {
            throw new RemoteException($"remote `{remote.Name}` broke off", RemoteFault.Unreachable, "try again later", error);
        }
    }
}
