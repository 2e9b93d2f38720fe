using System.Globalization;
using System.Security.Cryptography;

namespace Levain.Images;

/// <summary>A folder in the OCI image layout: bytes by digest, an index of what they are, and the layers that were made before.</summary>
public sealed class OciLayout : IBlobs
{
    /// <summary>The annotation that gives a manifest of the index its tag.</summary>
    public const string TagName = "org.opencontainers.image.ref.name";

    private static readonly byte[] Version = "{\"imageLayoutVersion\":\"1.0.0\"}"u8.ToArray();
    private readonly string root;

    private OciLayout(string root) => this.root = root;

    public string Folder => root;

    private string IndexPath => Path.Combine(root, "index.json");

    private string Blobs => Path.Combine(root, "blobs", "sha256");

    /// <summary>Opens a layout, or begins one where there is none yet.</summary>
    public static OciLayout At(string folder)
    {
        var layout = new OciLayout(Path.GetFullPath(folder));
        Directory.CreateDirectory(layout.Blobs);
        if (!File.Exists(layout.IndexPath)) layout.Save(new ImageIndex { Manifests = [] });
        var version = Path.Combine(layout.root, "oci-layout");
        if (!File.Exists(version)) Store.AtomicFile.Write(version, Version);
        return layout;
    }

    /// <summary>Opens a layout that somebody else has made.</summary>
    public static OciLayout Open(string folder)
    {
        var version = Path.Combine(folder, "oci-layout");
        if (!File.Exists(version)) throw new OciFormatException($"`{folder}` is not an OCI layout: it has no file `oci-layout`");
        var said = OciElement.Parse(Read(version, OciLimits.ConfigBytes), $"file `{version}`", OciLimits.ConfigBytes, element => element.Required("imageLayoutVersion"));
        return said.StartsWith("1.", StringComparison.Ordinal) ? new OciLayout(Path.GetFullPath(folder)) : throw new OciFormatException($"the layout `{folder}` has the version `{said}`: only 1 is known");
    }

    public ImageIndex Index => File.Exists(IndexPath) ? ImageIndex.Parse(Read(IndexPath, OciLimits.ManifestBytes)) : throw new OciFormatException($"the layout `{root}` has no `index.json`");

    /// <summary>The manifest or index with a tag; without one, the only one that there is.</summary>
    public Descriptor Find(string? tag = null)
    {
        var all = Index.Manifests;
        if (tag is not null) return all.FirstOrDefault(each => each.Annotations[TagName] == tag) ?? throw new OciFormatException($"the layout `{root}` has nothing with the tag `{tag}`", Known(all));
        return all.Count == 1 ? all[0] : throw new OciFormatException($"the layout `{root}` has {all.Count} images: say which", Known(all));
    }

    /// <summary>Gives a manifest a tag, taking it from whatever had it.</summary>
    public void Tag(Descriptor manifest, string tag)
    {
        var index = Index;
        var kept = index.Manifests.Where(each => each.Annotations[TagName] != tag);
        var tagged = manifest with { Annotations = manifest.Annotations.With(TagName, tag) };
        Save(index with { Manifests = [.. kept.Append(tagged).OrderBy(each => each.Annotations[TagName], StringComparer.Ordinal).ThenBy(each => each.Digest)] });
    }

    public bool Has(Digest digest) => File.Exists(At(digest));

    public Stream Open(Digest digest)
    {
        try
        {
            return new FileStream(At(digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 128 << 10);
        }
        catch (FileNotFoundException error)
        {
            throw new OciFormatException($"the layout `{root}` lacks `{digest}`", "fetch or build the image again", error);
        }
    }

    /// <summary>All bytes of something small, checked.</summary>
    public byte[] Read(Descriptor descriptor, int mostBytes)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return this.ReadChecked(descriptor, mostBytes);
    }

    public Descriptor Put(string mediaType, ReadOnlySpan<byte> content)
    {
        var descriptor = Descriptor.Of(mediaType, content);
        if (!Has(descriptor.Digest)) Store.AtomicFile.Write(At(descriptor.Digest), content);
        return descriptor;
    }

    /// <summary>Takes over bytes from somewhere else, and refuses them when they are not what the descriptor says.</summary>
    public void Put(Descriptor descriptor, Stream content)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        if (Has(descriptor.Digest)) return;
        Write(target =>
        {
            using var hashing = new HashingStream(target);
            content.CopyTo(hashing);
            return hashing.Digest() == descriptor.Digest && hashing.Count == descriptor.Size ? descriptor.Digest
                : throw new OciFormatException($"what came for `{descriptor.Digest.Brief}` has another digest or size", "fetch it again: it is damaged, or the other side lies");
        });
    }

    /// <summary>The layer with this content: the one that was made before, or a new one.</summary>
    public Layer Add(LayerContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var note = Path.Combine(root, "layers", content.Key.Hex);
        if (Remembered(note) is { } before) return before;

        Layer? made = null;
        Write(target => (made = Layer.Write(content, target)).Blob.Digest);
        Directory.CreateDirectory(Path.GetDirectoryName(note)!);
        Store.AtomicFile.Write(note, System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{made!.Blob.Digest} {made.Blob.Size} {made.DiffId}\n")));
        return made;
    }

    // A note that cannot be read, or whose bytes are gone or cut, is as good as none.
    private Layer? Remembered(string note)
    {
        if (!File.Exists(note)) return null;
        var parts = File.ReadAllText(note).Split(' ', '\n');
        if (parts.Length < 3 || !Digest.TryParse(parts[0], out var digest) || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || !Digest.TryParse(parts[2], out var diffId)) return null;
        var blob = new FileInfo(At(digest));
        return blob.Exists && blob.Length == size ? new Layer(new Descriptor(MediaTypes.GzipLayer, digest, size), diffId) : null;
    }

    private void Write(Func<Stream, Digest> write)
    {
        var temporary = Path.Combine(root, "blobs", $"tmp-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        try
        {
            Digest digest;
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 << 10))
            {
                digest = write(file);
                file.Flush(flushToDisk: true);
            }

            Store.AtomicFile.Replace(temporary, At(digest));
        }
        finally
        {
            Store.AtomicFile.TryDelete(temporary);
        }
    }

    private void Save(ImageIndex index) => Store.AtomicFile.Write(IndexPath, index.ToBytes());

    private string At(Digest digest) => Path.Combine(Blobs, digest.Hex);

    private static byte[] Read(string path, int most) => new FileInfo(path) is { Length: var length } && length <= most ? File.ReadAllBytes(path) : throw new OciFormatException($"`{path}` is larger than {most} bytes");

    private static string Known(IReadOnlyList<Descriptor> all) => all.Count == 0 ? "it is empty" : $"there are {string.Join(", ", all.Select(each => $"`{each.Annotations[TagName] ?? each.Digest.Brief}`"))}";
}
