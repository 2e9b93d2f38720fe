namespace Levain.Store;

/// <summary>The stamps that the files of a materialized path had when their bytes were last compared, by relative path.</summary>
internal static class PathManifest
{
    private static ReadOnlySpan<byte> Header => "levain.path-manifest/1\n"u8;

    /// <summary>Empty when there is none, it is damaged, or the machine was started since: what was not on the disk by then may be gone while the names are not.</summary>
    public static IReadOnlyDictionary<string, FileStamp> Read(string path, string boot)
    {
        var stamps = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        if (SealedFile.Read(path, Header) is not { } body) return stamps;

        using var input = StampCodec.Reader(body);
        if (input.ReadString() != boot) return stamps;
        for (var left = input.ReadInt32(); left > 0; left--) stamps[input.ReadString()] = StampCodec.Read(input);
        return stamps;
    }

    public static bool IsGood(string path) => SealedFile.Read(path, Header) is not null;

    public static void Write(string path, string boot, IReadOnlyDictionary<string, FileStamp> stamps, string temporary)
    {
        var body = StampCodec.Bytes(output =>
        {
            output.Write(boot);
            output.Write(stamps.Count);
            foreach (var (name, stamp) in stamps)
            {
                output.Write(name);
                StampCodec.Write(output, stamp);
            }
        });
        SealedFile.Write(path, Header, body, temporary);
    }
}
