using System.Buffers;
using Levain.Store.Chunks;
using Levain.Store.Packs;

namespace Levain.Store;

/// <summary>Takes objects into the store: a few small ones as loose files, more of them and large ones into packs. Several threads may add at once.</summary>
/// <remarks>What was added is there for others at <see cref="Commit"/>, or earlier. What is kept already is compared with the bytes at hand before it is believed, so that making a damaged object again heals it.</remarks>
internal sealed class Intake(StoreFolder store, LooseObjects loose, PackFolder packs, ObjectReader reader, long packSize = PackFormat.LargeEnough) : IDisposable
{
    /// <summary>What is longer is cut into chunks.</summary>
    public const int LongestWhole = ChunkCutter.Longest;

    private const int MostLoose = 8;
    private const long MostLooseBytes = 1 << 20;

    private readonly Lock gate = new();
    private readonly Dictionary<Digest, byte[]> held = [];
    private readonly List<PackWriter> finishing = [];

    // For many objects, one listing of what is loose is cheaper than a look for each; what comes after it is at worst kept twice.
    private readonly Lazy<HashSet<Digest>> looseAtStart = new(() => [.. loose.All()]);
    private long heldBytes;
    private PackWriter? current;
    private volatile bool packing;

    /// <summary>Keeps an object of at most <see cref="LongestWhole"/> bytes.</summary>
    public Digest Add(ReadOnlySpan<byte> bytes)
    {
        var digest = Digest.Of(bytes);
        Add(digest, bytes);
        return digest;
    }

    /// <param name="digest">That of the bytes.</param>
    /// <param name="bytes">At most <see cref="LongestWhole"/>.</param>
    public void Add(Digest digest, ReadOnlySpan<byte> bytes)
    {
        if (IsUnderWay(digest) || IsKept(digest, bytes)) return;
        lock (gate)
        {
            if (!packing && held.Count < MostLoose && heldBytes + bytes.Length <= MostLooseBytes)
            {
                if (held.TryAdd(digest, bytes.ToArray())) heldBytes += bytes.Length;
                return;
            }
        }

        Pack(PackedKind.Blob, digest, bytes, bytes.Length);
    }

    /// <summary>Keeps an object of any size.</summary>
    public (Digest Digest, long Size) Add(LargeIntake.Fill fill, CancellationToken cancellation = default)
    {
        var start = ArrayPool<byte>.Shared.Rent(LongestWhole + 1);
        try
        {
            var count = fill(start.AsSpan(0, LongestWhole + 1));
            return count <= LongestWhole ? (Add(start.AsSpan(0, count)), count) : new LargeIntake(this, cancellation).Add(start.AsMemory(0, count), fill);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(start);
        }
    }

    /// <summary>Keeps a chunk. Chunks always go into packs.</summary>
    public Chunk AddChunk(ReadOnlySpan<byte> bytes)
    {
        var digest = Digest.Of(bytes);
        if (!IsUnderWay(digest) && !IsKept(digest, bytes)) Pack(PackedKind.Blob, digest, bytes, bytes.Length);
        return new(digest, bytes.Length);
    }

    /// <summary>Keeps the list of chunks of a large object, after all of its chunks.</summary>
    public void AddRecipe(Digest digest, Recipe recipe)
    {
        // Equal bytes are always cut alike: another list under this digest is of an older cutter or does not hold together.
        if (reader.FindRecipe(digest) is { } known && known.Chunks.SequenceEqual(recipe.Chunks)) return;
        Pack(PackedKind.Recipe, digest, recipe.ToBytes(), recipe.Size);
    }

    /// <summary>Brings everything to the disk and shows it to others.</summary>
    public void Commit()
    {
        try
        {
            if (current is { } last) Finish(last);
            var folders = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (digest, bytes) in held) folders.Add(new LooseWriter(store, loose).Write(bytes, digest));
            foreach (var folder in folders) LooseObjects.Sync(folder);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(store.Root, error);
        }

        current = null;
        held.Clear();
    }

    public void Dispose() => current?.Dispose();

    private bool IsUnderWay(Digest digest)
    {
        lock (gate) return held.ContainsKey(digest) || (current?.Has(digest) ?? false) || finishing.Any(writer => writer.Has(digest));
    }

    private bool IsKept(Digest digest, ReadOnlySpan<byte> bytes) =>
        reader.KeepsPacked(digest, bytes) || ((!packing || looseAtStart.Value.Contains(digest)) && loose.Keeps(digest));

    private void Pack(PackedKind kind, Digest digest, ReadOnlySpan<byte> payload, long size)
    {
        try
        {
            for (var added = false; !added;)
            {
                added = WriterWithRoom(out var full).Add(kind, digest, payload, size);
                if (full is not null) Finish(full);
            }
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(store.Packs, error);
        }
    }

    private PackWriter WriterWithRoom(out PackWriter? full)
    {
        lock (gate)
        {
            full = null;
            if (!packing) Spill();
            if (current is not null && (current.Length > packSize || current.Count >= PackFormat.ManyEnough))
            {
                full = current;
                finishing.Add(full);
                current = null;
            }

            return current ??= packs.NewWriter();
        }
    }

    // What was few until now becomes part of the many.
    private void Spill()
    {
        packing = true;
        current = packs.NewWriter();
        foreach (var (digest, bytes) in held) current.Add(PackedKind.Blob, digest, bytes, bytes.Length);
        held.Clear();
    }

    private void Finish(PackWriter writer)
    {
        using (writer)
            if (writer.Finish() is { } path) packs.Add(path);

        lock (gate) finishing.Remove(writer);
    }
}
