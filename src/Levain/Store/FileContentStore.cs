namespace Levain.Store;

/// <summary>Keeps every object as a read-only file of its own under <c>.levain/objects</c>.</summary>
/// <remarks>
/// An object is written to <c>.levain/tmp</c>, brought to the disk, renamed into its place, and its folder is brought to the disk: a kill at any
/// moment leaves it absent or whole. An object that is already there is read and compared before it is believed, so that a build which makes
/// a damaged object again heals it.
/// </remarks>
public sealed class FileContentStore : IContentStore
{
    private readonly StoreFolder folder;
    private readonly ObjectFolder objects;
    private readonly ObjectReader reader;
    private readonly ObjectWriter writer;
    private readonly TreeIntake intake;
    private readonly PathFolder paths;

    public FileContentStore(StoreFolder folder, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        this.folder = folder;
        objects = new(folder);
        reader = new(objects);
        writer = new(folder, objects);
        intake = new(folder, objects, writer, threads ?? Environment.ProcessorCount);
        paths = new(folder, this, objects);
    }

    public bool Has(Digest digest) => SizeOf(digest) is not null;

    public bool HasWhole(Content content)
    {
        folder.Leases.Cover(content.Digest);
        if (IsWhole(content)) return true;
        folder.Trash.Settle();
        return IsWhole(content);
    }

    public long? SizeOf(Digest digest)
    {
        folder.Leases.Cover(digest);
        if (objects.SizeOf(digest) is { } size) return size;
        folder.Trash.Settle();
        return objects.SizeOf(digest);
    }

    public Digest Put(ReadOnlySpan<byte> content)
    {
        var digest = Digest.Of(content);
        folder.Leases.Cover(digest);
        Sync(writer.Put(content, digest));
        return digest;
    }

    public Digest Put(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var adding = folder.Sweeps.Share();
        var (digest, _, names) = writer.Put(content);
        folder.Leases.Cover(digest);
        Sync(names);
        return digest;
    }

    public Content AddPath(string path, Adding how, CancellationToken cancellation = default)
    {
        using var adding = folder.Sweeps.Share();
        var content = intake.Add(path, how, cancellation);
        folder.Leases.Cover(content.Digest);
        return content;
    }

    public byte[] Read(Digest digest) => Look(digest, reader.Read);

    public Stream Open(Digest digest) => Look(digest, reader.Open);

    public TreeListing ReadTree(Digest digest) => Listing(digest, Read(digest));

    private static TreeListing Listing(Digest digest, byte[] bytes)
    {
        try
        {
            return TreeListing.Parse(bytes);
        }
        catch (FormatException error)
        {
            // The bytes are those of the digest, so nothing is damaged: the digest never named a tree, or one of a later version.
            throw new BuildException($"object `{digest}` is not a tree of files: {error.Message}", inner: error);
        }
    }

    public StoredArtifact OpenArtifact(Content content) => new(this, content);

    public MaterializedPath Materialize(Content content)
    {
        // Whoever has the path opens what is in it without asking us: it must not be gone for a moment either.
        using var adding = folder.Sweeps.Share();
        folder.Leases.Cover(content.Digest);
        return paths.Materialize(content);
    }

    // The lease on the root covers what is below it.
    private bool IsWhole(Content content)
    {
        if (objects.SizeOf(content.Digest) is null) return false;
        if (!content.IsTree) return true;
        try
        {
            return Listing(content.Digest, reader.Read(content.Digest)).Entries.All(entry => IsWhole(new(entry.Digest, entry.Kind == EntryKind.Directory)));
        }
        catch (LostObjectException)
        {
            return false;
        }
    }

    // The protocol of leases: cover, look, and believe a miss only when no collection was in the way.
    private T Look<T>(Digest digest, Func<Digest, T> look)
    {
        folder.Leases.Cover(digest);
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

    private static void Sync(string? names)
    {
        if (names is not null) ObjectFolder.Sync(names);
    }
}
