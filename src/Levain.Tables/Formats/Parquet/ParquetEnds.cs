using System.Buffers.Binary;

namespace Levain.Tables.Parquet;

/// <summary>The ends of a Parquet file: what is cut off, or is something else, shows there.</summary>
internal static class ParquetEnds
{
    private const int Smallest = 12;

    public static void Check(InputFile file)
    {
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (stream.Length == 0) throw new BuildException($"`{file.Name}` is empty", "a Parquet file has at least a footer");
        Span<byte> first = stackalloc byte[4], last = stackalloc byte[8];
        var length = stream.ReadAtLeast(first, 4, throwOnEndOfStream: false);
        if (first[..length].SequenceEqual("PARE"u8)) throw new BuildException($"`{file.Name}` is encrypted", "decrypt it first");
        if (!first[..length].SequenceEqual("PAR1"u8)) throw new BuildException($"`{file.Name}` is no Parquet file: it does not begin with `PAR1`");
        if (stream.Length < Smallest) throw CutOff(file);
        stream.Seek(-8, SeekOrigin.End);
        stream.ReadExactly(last);
        if (!last[4..].SequenceEqual("PAR1"u8)) throw CutOff(file);
        var footer = BinaryPrimitives.ReadUInt32LittleEndian(last);
        if (footer > stream.Length - Smallest) throw new BuildException($"`{file.Name}` is damaged: its footer would be longer than the file", "get it again");
    }

    private static BuildException CutOff(InputFile file) => new($"`{file.Name}` is cut off: it does not end with `PAR1`", "get it again");
}
