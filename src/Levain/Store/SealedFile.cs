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

    public static void Write(string path, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, string temporary)
    {
        var bytes = new byte[header.Length + body.Length + Digest.ByteCount];
        header.CopyTo(bytes);
        body.CopyTo(bytes.AsSpan(header.Length));
        Digest.Of(bytes.AsSpan(0, header.Length + body.Length)).CopyTo(bytes.AsSpan(header.Length + body.Length));
        AtomicFile.Write(path, bytes, temporary);
    }
}
