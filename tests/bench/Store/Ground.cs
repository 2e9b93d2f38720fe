using System.Diagnostics;
using System.Globalization;

namespace Levain.Bench;

/// <summary>A file system to measure in, and what it can do at best.</summary>
internal sealed class Ground(string name, string folder, bool inMemory)
{
    private readonly Dictionary<long, double> floors = [];
    private int names;

    public string Name => name;

    public string Folder => folder;

    public string NewPath(string label) => Path.Combine(Directory.CreateDirectory(folder).FullName, string.Create(CultureInfo.InvariantCulture, $"{label}.{++names}"));

    /// <summary>Gets a file or folder out of the way. A disk is slow for minutes after much was deleted, so there it stays until the very end; memory is given back at once.</summary>
    public void Discard(string path)
    {
        if (!Path.Exists(path)) return;
        if (inMemory) Delete(path);
        else Directory.Move(path, NewPath("discarded"));
    }

    public long Free() => new DriveInfo(Directory.CreateDirectory(folder).FullName).AvailableFreeSpace;

    public long Needs(StoreScale scale, bool large) => inMemory ? scale.AtOnce : scale.Kept(large);

    public void Delete()
    {
        if (Directory.Exists(folder)) Delete(folder);
    }

    /// <summary>Waits until nothing is left to be written: nobody pays for what another one left behind.</summary>
    public void Settle() => new Command("sync", ["-f", folder], folder).Run();

    /// <summary>Bytes that a folder takes on the disk.</summary>
    public static long UseOf(string path) =>
        Directory.Exists(path) ? long.Parse(new Command("du", ["-sk", path], path).Read().Split('\t')[0], CultureInfo.InvariantCulture) * 1024 : 0;

    /// <summary>Seconds that the file system needs for as many bytes in one file, synced: nobody who keeps them can be faster.</summary>
    private double Floor(long bytes)
    {
        if (floors.TryGetValue(bytes, out var known)) return known;
        return floors[bytes] = new Figures(Enumerable.Range(0, 3).Select(_ => WriteOnce(bytes))).Median;
    }

    public string FloorNote(long bytes) => string.Create(CultureInfo.InvariantCulture, $"writing and syncing {bytes / 1e6:0} MB in one file here: {Floor(bytes):0.00}");

    private double WriteOnce(long bytes)
    {
        var block = new byte[1 << 20];
        RandomContent.Write(new MemoryStream(block), block.Length, stream: 1);
        Directory.CreateDirectory(folder);
        Settle();
        var path = NewPath("floor");
        var started = Stopwatch.GetTimestamp();
        using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            for (var left = bytes; left > 0; left -= block.Length) file.Write(block.AsSpan(0, (int)Math.Min(block.Length, left)));
            file.Flush(flushToDisk: true);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Discard(path);
        return seconds;
    }

    // What the store hands out is read-only, and so are its folders.
    private static void Delete(string path)
    {
        new Command("chmod", ["-R", "u+w", path], "/").Run();
        if (File.Exists(path)) File.Delete(path);
        else Directory.Delete(path, recursive: true);
    }
}
