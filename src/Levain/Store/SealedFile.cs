namespace Levain.Store;

/// <summary>A small binary file that says what it is in its first line and ends with the SHA-256 of the rest. One that is damaged or of another version counts as absent.</summary>
internal static class SealedFile
{
    public static byte[]? Read(string path, ReadOnlySpan<byte> header)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var bytes = File.ReadAllBytes(path);
            var end = bytes.Length - Digest.ByteCount;
            return end >= header.Length && bytes.AsSpan().StartsWith(header) && Digest.Of(bytes.AsSpan(0, end)) == Digest.FromHash(bytes.AsSpan(end))
                ? bytes[header.Length..end]
                : null;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            return null;
        }
    }

    public static void Write(string path, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, string temporary) => AtomicFile.Write(path, Sealed(header, body), temporary);

    /// <summary>As <see cref="Write"/>, for what a crash may take away: nothing is waited for.</summary>
    public static void WriteUnsynced(string path, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, string temporary)
    {
        try
        {
            File.WriteAllBytes(temporary, Sealed(header, body));
            AtomicFile.Rename(temporary, path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(path, error);
        }
    }

    private static byte[] Sealed(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        var bytes = new byte[header.Length + body.Length + Digest.ByteCount];
        header.CopyTo(bytes);
        body.CopyTo(bytes.AsSpan(header.Length));
        Digest.Of(bytes.AsSpan(0, header.Length + body.Length)).CopyTo(bytes.AsSpan(header.Length + body.Length));
        return bytes;
    }
}
