using System.Globalization;
using System.Text;

namespace Levain.Store;

/// <summary>The folder <c>.levain</c>: where everything in it lies, of which version it is, and who may use its temporary names.</summary>
public sealed class StoreFolder
{
    private const string FormatPrefix = "levain.store/";
    private const int FormatVersion = 2;

    // The one that had no seal.
    private const string OldestFormat = $"{FormatPrefix}1\n";

    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromDays(1);

    private readonly ProcessIdentity self = ProcessIdentity.Current();

    // A process may open a store more than once, and each counts from one.
    private readonly string nonce = Guid.NewGuid().ToString("N")[..8];

    private long names;

    private StoreFolder(string root)
    {
        Root = root;
        Leases = new(Path.Combine(Leased, $"{self}.{nonce}"));
        Sweeps = new(Root);
        Trash = new(this);
    }

    public string Root { get; }

    public string Objects => Path.Combine(Root, "objects");

    /// <summary>Files that hold many objects each.</summary>
    public string Packs => Path.Combine(Root, "packs");

    public string Actions => Path.Combine(Root, "actions");

    /// <summary>Objects whose bytes were wrong, for people to look at. Nothing reads them.</summary>
    public string Damaged => Path.Combine(Root, "damaged");

    /// <summary>What was made for tools that want a path.</summary>
    public string Paths => Path.Combine(Root, "paths");

    public string Locks => Path.Combine(Root, "locks");

    /// <summary>In the file system of the objects, so that a rename brings there what was written here.</summary>
    public string Temporary => Path.Combine(Root, "tmp");

    public string StatCache => Path.Combine(Root, "stat-cache");

    /// <summary>What was last found in folders outside.</summary>
    internal string Trees => Path.Combine(Root, "trees");

    internal string Boot => self.Boot;

    /// <summary>One file for each live process that looked something up.</summary>
    internal string Leased => Path.Combine(Root, "leases");

    /// <summary>Snapshots of outside data that were taken into this store.</summary>
    internal string Snapshots => Path.Combine(Root, "snapshots");

    internal Leases Leases { get; }

    internal SweepLock Sweeps { get; }

    internal Trash Trash { get; }

    /// <summary>Held by a collection from its beginning to its end: there is one at a time.</summary>
    internal string CollectLock => Path.Combine(Locks, "collect");

    private string Format => Path.Combine(Root, "format");

    /// <summary>Opens the folder, or makes it. A store of a version that we do not know is refused.</summary>
    public static StoreFolder Open(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var folder = new StoreFolder(Path.GetFullPath(root));
        try
        {
            foreach (var path in new[] { folder.Objects, folder.Packs, folder.Actions, folder.Damaged, folder.Paths, folder.Locks, folder.Temporary, folder.Leased }) Directory.CreateDirectory(path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(folder.Root, error);
        }

        folder.CheckFormat();
        DiskError.Guard(folder.Temporary, folder.RemoveLeftovers);
        folder.Trash.TrySettle();
        return folder;
    }

    /// <summary>A path under <see cref="Temporary"/> that nothing else uses. What is left there when this process has died is removed by the next one.</summary>
    public string NewTemporary() => Path.Combine(Temporary, string.Create(CultureInfo.InvariantCulture, $"{self}.{nonce}-{Interlocked.Increment(ref names)}"));

    private void CheckFormat()
    {
        if (ReadFormat() is not { } format || Version(format) is not { } version) Begin();
        else if (version > FormatVersion) throw new BuildException($"the store `{Root}` was written by a newer Levain: its format is {version}, this one knows {FormatVersion}", "update Levain, or name another store");
        else if (version < FormatVersion) WriteFormat();
    }

    // All 256 folders of objects at once: making one on the way would cost its first object another trip to the disk.
    private void Begin()
    {
        try
        {
            for (var i = 0; i < 256; i++) Directory.CreateDirectory(Path.Combine(Objects, i.ToString("x2", CultureInfo.InvariantCulture)));
            AtomicFile.SyncFolder(Objects);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(Root, error);
        }

        WriteFormat();
    }

    // Format 1 had no packs. What it has is read as it is, and a Levain that knows nothing of packs must not touch it any more.
    private void WriteFormat() => AtomicFile.Write(Format, Encoding.ASCII.GetBytes(Sealed(string.Create(CultureInfo.InvariantCulture, $"{FormatPrefix}{FormatVersion}"))), NewTemporary());

    // A line with its own digest, so that a bit that flips in the number does not look like a version from the future.
    private static string Sealed(string text) => $"{text} {Digest.Of(text).Hex[..16]}\n";

    private string? ReadFormat()
    {
        try
        {
            return File.ReadAllText(Format);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(Format, error);
        }
    }

    /// <summary>Null when the file is damaged. It is then written anew: every object, pack and record is checked when it is read, so nothing is believed for its sake.</summary>
    private static int? Version(string format)
    {
        if (format == OldestFormat) return 1;
        var text = format.Split(' ')[0];
        return text.StartsWith(FormatPrefix, StringComparison.Ordinal) && format == Sealed(text)
            && int.TryParse(text.AsSpan(FormatPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? version : null;
    }

    private void RemoveLeftovers()
    {
        RemoveDeadLeases();
        foreach (var path in Directory.EnumerateFileSystemEntries(Temporary))
        {
            var owner = ProcessIdentity.Parse(Path.GetFileName(path).Split('.')[0]);
            if (owner == self) continue;

            // Of another machine or container, or of the time before a restart: only age tells.
            if (owner?.Lives(self.Boot) ?? File.GetLastWriteTimeUtc(path) > DateTime.UtcNow - ForgottenAfter) continue;
            ReadOnlyTree.TryDelete(path);
        }
    }

    private void RemoveDeadLeases()
    {
        var own = self.ToString();
        if (!Directory.EnumerateFiles(Leased).Any(path => !Path.GetFileName(path.AsSpan()).StartsWith(own, StringComparison.Ordinal))) return;
        try
        {
            using var held = ProcessLock.TryAcquire(CollectLock, "removing leases");
            if (held is not null) LeaseFiles.RemoveDead(this);
        }
        catch (BuildException)
        {
            // A store that cannot be written to: they stay.
        }
    }
}
