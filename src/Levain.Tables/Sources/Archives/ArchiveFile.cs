using System.IO.Compression;

namespace Levain.Tables.Sources.Archives;

/// <summary>Opens an archive by what its bytes say, since addresses often end with something else than its kind.</summary>
internal static class ArchiveFile
{
    public static ArchiveReader Open(string path, SourceLimits limits)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
        try
        {
            var budget = new UnpackBudget(limits, file.Length);
            Span<byte> start = stackalloc byte[TarHeader.Bytes];
            start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            file.Position = 0;
            if (start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8)) return new ZipReader(file, budget, limits);
            if (start.StartsWith("\x1f"u8) && start.Length > 1 && start[1] == 0x8B) return new TarReader(new BudgetedStream(new GZipStream(file, CompressionMode.Decompress), budget), budget);
            if (TarHeader.MayBegin(start)) return new TarReader(new BudgetedStream(file, budget), budget);
            throw new BadArchiveException("it is neither a zip nor a tar file");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
