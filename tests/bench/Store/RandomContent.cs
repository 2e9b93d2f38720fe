using System.Globalization;
using System.Runtime.InteropServices;
using Levain.Numerics;

namespace Levain.Bench;

/// <summary>Files of bytes that nobody can compress, the same in every run.</summary>
internal static class RandomContent
{
    private const int Block = 1 << 20;
    private const int FilesInFolder = 1_000;

    /// <summary>Folders of a thousand files each.</summary>
    public static void WriteTree(string root, int files, int size)
    {
        for (var file = 0; file < files; file++)
        {
            if (file % FilesInFolder == 0) Directory.CreateDirectory(Path.GetDirectoryName(FileIn(root, file))!);
            WriteSmall(root, file, size, version: 0);
        }
    }

    /// <summary>Writes one file of the tree; another version is another content of the same size.</summary>
    public static void WriteSmall(string root, int file, int size, int version) => File.WriteAllBytes(FileIn(root, file), Bytes(size, (ulong)file, (ulong)version));

    public static void Append(string path, long length, ulong stream)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        Write(file, length, stream);
    }

    /// <summary>Puts bytes into the middle of a file, which becomes another file of the same name, as an editor does it.</summary>
    public static void Insert(string path, long length, ulong stream)
    {
        var other = $"{path}.new";
        using (var from = File.OpenRead(path))
        using (var to = new FileStream(other, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            Copy(from, to, from.Length / 2);
            Write(to, length, stream);
            from.CopyTo(to, Block);
        }

        File.Move(other, path, overwrite: true);
    }

    public static void Write(Stream to, long length, ulong stream)
    {
        for (var (done, block) = (0L, 0UL); done < length; done += Block, block++)
            to.Write(Bytes((int)Math.Min(Block, length - done), block, stream));
    }

    private static void Copy(Stream from, Stream to, long length)
    {
        var block = new byte[Block];
        for (var left = length; left > 0;)
        {
            var count = from.Read(block, 0, (int)Math.Min(block.Length, left));
            to.Write(block, 0, count);
            left -= count;
        }
    }

    private static string FileIn(string root, int file) =>
        Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{file / FilesInFolder:D4}"), string.Create(CultureInfo.InvariantCulture, $"{file % FilesInFolder:D3}.bin"));

    private static byte[] Bytes(int size, ulong seed, ulong stream)
    {
        var words = new ulong[(size + 7) / 8];
        var random = new CounterRandom(seed, stream);
        for (var i = 0; i < words.Length; i++) words[i] = random.At((ulong)i);
        return MemoryMarshal.AsBytes(words.AsSpan())[..size].ToArray();
    }
}
