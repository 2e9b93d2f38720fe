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

    public FileContentStore(StoreFolder folder, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        this.folder = folder;
        this.threads = threads ?? Environment.ProcessorCount;
        loose = new(folder);
        packs = new(folder);
        reader = new(loose, packs);
        paths = new(folder, this, loose, reader);
    }

    public bool Has(Digest digest) => SizeOf(digest) is not null;

    public bool HasWhole(Content content)
    {
        if (!content.IsTree) return reader.HasAll(content.Digest);
        if (!Has(content.Digest)) return false;
        try
        {
            return ReadTree(content.Digest).Entries.All(entry => HasWhole(new(entry.Digest, entry.Kind == EntryKind.Directory)));
        }
        catch (LostObjectException)
        {
            return false;
        }
    }

    public long? SizeOf(Digest digest) => reader.SizeOf(digest);

    public Digest Put(ReadOnlySpan<byte> content)
    {
        using var intake = NewIntake();
        var digest = content.Length <= Intake.LongestWhole ? intake.Add(content) : Put(new MemoryStream(content.ToArray(), writable: false), intake);
        intake.Commit();
        return digest;
    }

    public Digest Put(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var intake = NewIntake();
        var digest = Put(content, intake);
        intake.Commit();
        return digest;
    }

    public Content AddPath(string path, Adding how, CancellationToken cancellation = default)
    {
        using var intake = NewIntake();
        return new TreeIntake(folder, intake, reader, threads, cancellation).Add(path, how);
    }

    public byte[] Read(Digest digest) => reader.Read(digest);

    public Stream Open(Digest digest) => reader.Open(digest);

    public TreeListing ReadTree(Digest digest)
    {
        var bytes = Read(digest);
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

    public MaterializedPath Materialize(Content content) => paths.Materialize(content);

    private static Digest Put(Stream content, Intake intake) => intake.Add(bytes => content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).Digest;

    private Intake NewIntake()
    {
        // A pack that was removed meanwhile can still be read through its open file: what is only there must be written again.
        packs.Refresh();
        return new(folder, loose, packs, reader);
    }
}
