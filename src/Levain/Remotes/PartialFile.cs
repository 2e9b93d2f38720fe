using System.Security.Cryptography;
using Levain.Store;

namespace Levain.Remotes;

/// <summary>A file that is still coming: what is there already stays, and the rest is written behind it.</summary>
internal static class PartialFile
{
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(path, error);
        }
    }

    public static async Task<Digest> HashAsync(string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Digest.FromHash(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false));
    }
}
