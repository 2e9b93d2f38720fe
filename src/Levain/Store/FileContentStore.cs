namespace Levain.Store;

/// <summary>Keeps every object as a read-only file of its own under <c>.levain/objects</c>.</summary>
/// <remarks>
/// An object is written to <c>.levain/tmp</c>, brought to the disk, renamed into its place, and its folder is brought to the disk: a kill at any
/// moment leaves it absent or whole. An object that is already there is read and compared before it is believed, so that a build which makes
/// a damaged object again heals it.
/// </remarks>
public sealed class FileContentStore : IContentStore
{
    private readonly ObjectFolder objects;
    private readonly ObjectReader reader;
    private readonly ObjectWriter writer;
    private readonly TreeIntake intake;
    private readonly PathFolder paths;
    private readonly CheckOut checkOut;

    public FileContentStore(StoreFolder folder, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        objects = new(folder);
        reader = new(objects);
        writer = new(folder, objects);
        intake = new(folder, objects, writer, threads ?? Environment.ProcessorCount);
        paths = new(folder, this, threads ?? Environment.ProcessorCount);
        checkOut = new(folder, this, paths, threads ?? Environment.ProcessorCount);
    }

    public bool Has(Digest digest) => SizeOf(digest) is not null;

    public bool HasWhole(Content content)
    {
        if (!content.IsTree || !Has(content.Digest)) return Has(content.Digest);
        try
        {
            return ReadTree(content.Digest).Entries.All(entry => HasWhole(new(entry.Digest, entry.Kind == EntryKind.Directory)));
        }
        catch (LostObjectException)
        {
            return false;
        }
    }

    public long? SizeOf(Digest digest) => objects.SizeOf(digest);

    public Digest Put(ReadOnlySpan<byte> content)
    {
        var digest = Digest.Of(content);
        Sync(writer.Put(content, digest));
        return digest;
    }

    public Digest Put(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var (digest, _, folder) = writer.Put(content);
        Sync(folder);
        return digest;
    }

    public Content AddPath(string path, Adding how, CancellationToken cancellation = default) => intake.Add(path, how, cancellation);

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
            throw TreeListing.NotATree(digest, error);
        }
    }

    public StoredArtifact OpenArtifact(Content content) => new(this, content);

    public MaterializedPath Materialize(Content content) => paths.Materialize(content);

    public void CheckOut(Content content, string path, CheckOutMode mode, CancellationToken cancellation = default) => checkOut.To(path, content, mode, cancellation);

    private static void Sync(string? folder)
    {
        if (folder is not null) ObjectFolder.Sync(folder);
    }
}
