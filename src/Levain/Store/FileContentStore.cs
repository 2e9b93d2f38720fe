using Levain.Store.Packs;

namespace Levain.Store;

/// <summary>Keeps objects under <c>.levain</c>: a few at a time as files of their own, many and large ones in packs.</summary>
/// <remarks>
/// Whatever is added is written to <c>.levain/tmp</c>, brought to the disk, renamed into its place, and its folder is brought to the disk: a kill at any moment leaves it absent
/// or whole. An object that is already there is compared with the bytes at hand before it is believed, so that a build which makes a damaged object again heals it.
/// </remarks>
public sealed class FileContentStore : IContentStore
{
    private readonly StoreFolder folder;
    private readonly LooseObjects loose;
    private readonly PackFolder packs;
    private readonly ObjectReader reader;
    private readonly PathFolder paths;
    private readonly int threads;
    private readonly CheckOut checkOut;

    public FileContentStore(StoreFolder folder, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        this.folder = folder;
        this.threads = threads ?? Environment.ProcessorCount;
        loose = new(folder);
        packs = new(folder);
        reader = new(loose, packs);
        paths = new(folder, this, this.threads);
        checkOut = new(folder, this, paths, this.threads);
    }

    /// <summary>For those who carry packs from store to store.</summary>
    internal PackFolder Packs => packs;

    /// <inheritdoc cref="Packs"/>
    internal ObjectReader Objects => reader;

    public bool Has(Digest digest) => SizeOf(digest) is not null;

    public bool HasWhole(Content content)
    {
        Cover(content.Digest);
        if (IsWhole(content)) return true;
        folder.Trash.Settle();
        return IsWhole(content);
    }

    /// <summary>Whether a content is whole after parts of it came in as packs. Nothing is removed while this looks, and the lease on its root keeps it from then on.</summary>
    internal bool Arrived(Content content)
    {
        using var adding = folder.Sweeps.Share();
        // What was here when the fetch began may be gone by now, though this process holds it open.
        packs.Refresh();
        Cover(content.Digest);
        return IsWhole(content);
    }

    public long? SizeOf(Digest digest)
    {
        Cover(digest);
        if (reader.SizeOf(digest) is { } size) return size;
        folder.Trash.Settle();
        return reader.SizeOf(digest);
    }

    public Digest Put(ReadOnlySpan<byte> content)
    {
        if (content.Length > Intake.LongestWhole) return Put(new MemoryStream(content.ToArray(), writable: false));
        var digest = Digest.Of(content);
        Cover(digest);
        using var intake = NewIntake();
        intake.Add(digest, content);
        intake.Commit();
        return digest;
    }

    public Digest Put(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Added(intake =>
        {
            var (digest, _) = intake.Add(bytes => content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
            intake.Commit();
            return Content.File(digest);
        }).Digest;
    }

    public Content AddPath(string path, Adding how, CancellationToken cancellation = default) =>
        Added(intake => new TreeIntake(folder, intake, reader, threads, cancellation).Add(path, how));

    /// <summary>Keeps files that lie anywhere as the tree that their names make, all at once. Those that are kept already are not read again.</summary>
    /// <param name="files">Where each file lies, by its path in the tree.</param>
    internal Content AddFiles(IEnumerable<(string Name, string Path)> files, Snapshotter known, CancellationToken cancellation) => Added(intake =>
    {
        var taking = new TreeIntake(folder, intake, reader, threads, cancellation);
        var content = TreeAssembly.Of(files.Select(file => Part(file.Name, file.Path)), taking.AddListing);
        intake.Commit();
        return content;

        TreePart Part(string name, string path)
        {
            var digest = known.Take(path, cancellation).Content.Digest;
            if (reader.SizeOf(digest) is { } size && reader.HasAll(digest)) return new(name, digest, size);
            var taken = taking.Add(path, cancellation);
            return new(name, taken.Digest, taken.Size);
        }
    });

    /// <summary>Keeps the tree of files that are here.</summary>
    internal Content AddTree(IEnumerable<TreePart> parts) => Added(intake =>
    {
        var content = TreeAssembly.Of(parts, new TreeIntake(folder, intake, reader, threads, CancellationToken.None).AddListing);
        intake.Commit();
        return content;
    });

    public byte[] Read(Digest digest) => Look(digest, reader.Read);

    public Stream Open(Digest digest) => Look(digest, reader.Open);

    public TreeListing ReadTree(Digest digest) => Listing(digest, Read(digest));

    public StoredArtifact OpenArtifact(Content content) => new(this, content);

    public MaterializedPath Materialize(Content content)
    {
        // Whoever has the path opens what is in it without asking us: it must not be gone for a moment either.
        using var adding = folder.Sweeps.Share();
        Cover(content.Digest);
        return paths.Materialize(content);
    }

    public void CheckOut(Content content, string path, CheckOutMode mode, CancellationToken cancellation = default)
    {
        using var adding = folder.Sweeps.Share();
        Cover(content.Digest);
        checkOut.To(path, content, mode, cancellation);
    }

    // Nothing is removed meanwhile, so that only what comes out needs a lease.
    private Content Added(Func<Intake, Content> add)
    {
        using var adding = folder.Sweeps.Share();
        using var intake = NewIntake();
        var content = add(intake);
        folder.Leases.Cover(content.Digest);
        return content;
    }

    // An open pack can be read after it was removed. What we say is here after a lease must be here for others too, so the list is looked at after it.
    private void Cover(Digest digest)
    {
        if (folder.Leases.Cover(digest)) packs.Refresh();
    }

    // The protocol of leases: cover, look, and believe a miss only when no collection was in the way.
    private T Look<T>(Digest digest, Func<Digest, T> look)
    {
        Cover(digest);
        try
        {
            return look(digest);
        }
        catch (MissingObjectException)
        {
            folder.Trash.Settle();
            return look(digest);
        }
    }

    // The lease on the root covers what is below it.
    private bool IsWhole(Content content)
    {
        if (!content.IsTree) return reader.HasAll(content.Digest);
        try
        {
            return reader.SizeOf(content.Digest) is not null
                && Listing(content.Digest, reader.Read(content.Digest)).Entries.All(entry => IsWhole(new(entry.Digest, entry.Kind == EntryKind.Directory)));
        }
        catch (LostObjectException)
        {
            return false;
        }
    }

    private static TreeListing Listing(Digest digest, byte[] bytes)
    {
        try
        {
            return TreeListing.Parse(bytes);
        }
        catch (FormatException error)
        {
            throw TreeListing.NotATree(digest, error);
        }
    }

    private Intake NewIntake()
    {
        // A pack that was removed meanwhile can still be read through its open file: what is only there must be written again.
        packs.Refresh();
        return new(folder, loose, packs, reader);
    }
}
