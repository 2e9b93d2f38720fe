namespace Levain.Store;

/// <summary>The moment before a round of hashing, by the clock of the file system.</summary>
/// <remarks>
/// A file that was changed before this moment has stamps below it; whatever is written to the file after its hash was taken gets stamps at
/// or above it. So only a file whose stamps lie below can be told from its later self by them. Stamps in the future, because the clock was
/// set back, are never below.
/// </remarks>
internal sealed class HashingMoment
{
    private const long Second = 1_000_000_000;

    private readonly FileStamp now;

    private HashingMoment(FileStamp now) => this.now = now;

    internal static HashingMoment At(FileStamp now) => new(now);

    /// <summary>Writes a file and looks at its stamps; where that cannot be done, no stamp is ever past.</summary>
    public static HashingMoment Take(StoreFolder store)
    {
        var probe = store.NewTemporary();
        try
        {
            using var file = File.OpenHandle(probe, FileMode.CreateNew, FileAccess.Write);
            return new(FileStatus.Of(file, probe).Stamp);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            return new(default);
        }
        finally
        {
            AtomicFile.TryDelete(probe);
        }
    }

    public bool IsAfter(in FileStamp stamp)
    {
        if (!stamp.CanBeTrusted) return false;

        // Another file system may count in whole seconds, or two as FAT does, or by the clock of a server.
        var coarse = stamp.Device != now.Device || (stamp.Modified % Second == 0 && stamp.Changed % Second == 0);
        var limit = now.Modified - (coarse ? 3 * Second : 0);
        return stamp.Modified < limit && stamp.Changed < limit;
    }
}
