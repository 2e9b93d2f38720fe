using System.Text;

namespace Levain.Store.Scanning;

/// <summary>What the last scan of each folder that somebody asked for found, one sealed file per folder in <c>.levain/trees</c>.</summary>
/// <remarks>
/// It is only ever a short cut: a file that is damaged, of another version or gone means that everything is read. A folder beside the store
/// is known by its name from there, so that a workspace may be moved. Nothing waits for the disk: what a crash tears is not whole, and counts as absent.
/// </remarks>
internal sealed class TreeCache(StoreFolder store)
{
    private static ReadOnlySpan<byte> Header => "levain.tree-cache/1\n"u8;

    public string Folder => Path.Combine(store.Root, "trees");

    public HashingMoment Now() => HashingMoment.Take(store);

    public ScannedFolder? Load(string path)
    {
        var name = NameOf(path);
        var file = FileOf(name);
        if (!File.Exists(file)) return null;
        try
        {
            return Read(file, name);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            return null;
        }
    }

    public void Save(string path, ScannedFolder folder)
    {
        var name = NameOf(path);
        var file = FileOf(name);
        var temporary = store.NewTemporary();
        try
        {
            if (!Directory.Exists(Folder)) Directory.CreateDirectory(Folder);
            if (!File.Exists(file)) Forget();
            Write(temporary, name, folder);
            AtomicFile.Rename(temporary, file);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // A store that cannot be written to is told about where it matters: here it costs only time.
            AtomicFile.TryDelete(temporary);
        }
    }

    private static ScannedFolder? Read(string file, string name)
    {
        using var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 16 << 10);
        if (!SealedStream.IsWhole(input.SafeFileHandle)) return null;
        return ReadName(input) == name ? TreeCodec.Read(input) : null;
    }

    private static void Write(string path, string name, ScannedFolder folder)
    {
        using var output = new SealedStream(path);
        var bytes = Encoding.UTF8.GetBytes(name);
        output.Write(Header);
        output.Write(BitConverter.GetBytes(bytes.Length));
        output.Write(bytes);
        TreeCodec.Write(output, folder);
        output.Seal();
    }

    // Whole or of another version.
    private static string? ReadName(FileStream input)
    {
        Span<byte> header = stackalloc byte[Header.Length], length = stackalloc byte[sizeof(int)];
        input.ReadExactly(header);
        if (!header.SequenceEqual(Header)) return null;
        input.ReadExactly(length);
        var count = BitConverter.ToInt32(length);
        if (count < 0 || count > input.Length) return null;
        var name = new byte[count];
        input.ReadExactly(name);
        return Encoding.UTF8.GetString(name);
    }

    /// <summary>Removes what is known of folders that are gone.</summary>
    private void Forget()
    {
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            using var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (NameIn(input) is not { } name || !Directory.Exists(Path.Combine(Home, name))) File.Delete(file);
        }
    }

    private static string? NameIn(FileStream input)
    {
        try
        {
            return ReadName(input);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    private string Home => Path.GetDirectoryName(store.Root) + Path.DirectorySeparatorChar;

    private string NameOf(string path) => path.StartsWith(Home, StringComparison.Ordinal) ? path[Home.Length..] : path;

    private string FileOf(string name) => Path.Combine(Folder, Digest.Of(name).Hex);
}
