using Levain.Store;

namespace Levain.Actions;

/// <summary>What came out of every action that ran here, by the digest of its key.</summary>
public sealed class ActionCache(StoreFolder store)
{
    // Larger than any honest record: a record holds digests and options, no data.
    private const int LargestRecord = 16 << 20;

    /// <summary>The record of an action, or null when it never ran here or its record is damaged.</summary>
    public ActionRecord? Find(Digest key)
    {
        store.Leases.Cover(key);
        if (Look(key) is { } record) return record;

        // A miss counts only when no collection was in the way.
        store.Trash.Settle();
        return File.Exists(PathOf(key)) ? Look(key) : null;
    }

    private ActionRecord? Look(Digest key)
    {
        try
        {
            using var file = new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.Length is 0 or > LargestRecord) return null;
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            // A record under the wrong name is as good as none.
            return ActionFormat.Read(bytes) is { } record && record.Digest == key ? record : null;
        }
        catch (IOException)
        {
            // Nothing is there, or a sector cannot be read, which is as good as nothing.
            return null;
        }
        catch (UnauthorizedAccessException error)
        {
            throw DiskError.Reading(PathOf(key), error);
        }
    }

    public void Record(ActionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var key = record.Digest;
        var path = PathOf(key);
        store.Leases.Cover(key);
        DiskError.Guard(path, () => Directory.CreateDirectory(Path.GetDirectoryName(path)!));
        AtomicFile.Write(path, ActionFormat.Write(record), store.NewTemporary());
    }

    public string PathOf(Digest key)
    {
        var hex = key.Hex;
        return Path.Combine(store.Actions, hex[..2], hex[2..]);
    }
}
