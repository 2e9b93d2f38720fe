namespace Levain.Tables;

/// <summary>Tells by the first bytes what a file surely is not.</summary>
internal static class FileKind
{
    /// <summary>Refuses what is compressed or binary where text is expected.</summary>
    public static void Check(InputFile file, bool allowUtf16 = false)
    {
        Span<byte> first = stackalloc byte[8];
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var length = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        if (Packed(first[..length]) is { } kind) throw new BuildException($"`{file.Name}` is {kind}, not text", "unpack it first, or name its member as the source");
        if (!allowUtf16 && first[..length] is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
            throw new BuildException($"`{file.Name}` is UTF-16, not UTF-8", "say so with `Encoding = CsvEncoding.Utf16`, or convert it");
    }

    private static string? Packed(ReadOnlySpan<byte> first) => first switch
    {
        [0x1f, 0x8b, ..] => "compressed by gzip",
        [(byte)'P', (byte)'K', 3, 4, ..] => "a zip archive",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "compressed by zstd",
        [(byte)'B', (byte)'Z', (byte)'h', ..] when first.Length > 3 && first[3] is >= (byte)'1' and <= (byte)'9' => "compressed by bzip2",
        [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => "compressed by xz",
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "a Parquet file",
        _ => null,
    };
}
