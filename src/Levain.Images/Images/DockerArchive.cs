namespace Levain.Images;

/// <summary>One image as a tarball that <c>docker load</c> and <c>podman load</c> take; it is an OCI layout too.</summary>
public static class DockerArchive
{
    private const int MostFiles = 10_000;

    /// <summary>Writes an image of a layout. The same image and names give the same bytes.</summary>
    /// <param name="names">Such as <c>scorer:1.2.0</c>.</param>
    public static void Write(OciLayout layout, Descriptor image, IReadOnlyList<string> names, Stream target)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(image);
        if (!MediaTypes.IsManifest(image.MediaType)) throw new BuildException("a tarball for `docker load` holds one image, not an index", "choose a platform");
        var content = layout.ReadChecked(image, OciLimits.ManifestBytes);
        var manifest = ImageManifest.Parse(content);
        var tar = new TarWriter(target);
        foreach (var blob in manifest.Blobs.OrderBy(blob => blob.Digest))
            tar.Write(new LayerEntry(PathOf(blob.Digest), LayerEntryKind.File) { Length = blob.Size, Open = () => layout.Open(blob.Digest) });
        tar.Write(PathOf(image.Digest), content);
        tar.Write("index.json", new ImageIndex { Manifests = [image] }.ToBytes());
        tar.Write("manifest.json", Listing(manifest, names));
        tar.Write("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"u8);
        tar.End();
    }

    /// <summary>Reads a tarball of <c>docker save</c>, or one that <see cref="Write"/> has written, into a layout and gives its only image.</summary>
    public static Descriptor Read(Stream source, OciLayout layout, LayerLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var folder = Directory.CreateTempSubdirectory("levain-image-").FullName;
        try
        {
            return Take(Unpack(source, folder, limits ?? LayerLimits.Usual), layout, limits ?? LayerLimits.Usual);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Files get numbers for names: those in the tarball are never paths of this machine.
    private static Dictionary<string, string> Unpack(Stream source, string folder, LayerLimits limits)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var tar = new TarReader(source, "the tarball");
        var buffer = new byte[128 << 10];
        long bytes = 0;
        while (tar.Next() is { } item)
        {
            if (item.Type == '5') continue;
            var name = LayerPath.FromTar(item.Name);
            if (!item.IsFile) throw new OciFormatException($"the tarball holds `{name}`, which is no file", "save the image again with a newer version of the tool");
            if (files.Count == MostFiles || (bytes += item.Size) > limits.Bytes) throw new OciFormatException("the tarball holds more than is taken from strangers");
            var path = Path.Combine(folder, files.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (!files.TryAdd(name, path)) throw new OciFormatException($"the tarball holds `{name}` twice");
            using var file = File.Create(path);
            while (tar.Read(buffer) is > 0 and var count) file.Write(buffer, 0, count);
        }

        return files;
    }

    private static Descriptor Take(Dictionary<string, string> files, OciLayout layout, LayerLimits limits)
    {
        var (configName, layerNames, tag) = ReadListing(Small(files, "manifest.json"));
        var config = Small(files, configName);
        var ids = ImageConfig.Parse(config).DiffIds;
        if (ids.Count != layerNames.Count) throw new OciFormatException($"the tarball has {layerNames.Count} layers and the digests of {ids.Count}");
        var layers = layerNames.Zip(ids, (name, id) => TakeLayer(Find(files, name), id, layout, limits)).ToList();
        var manifest = new ImageManifest { Config = layout.Put(MediaTypes.Config, config), Layers = layers };
        var descriptor = layout.Put(MediaTypes.Manifest, manifest.ToBytes());
        if (tag is not null) layout.Tag(descriptor, tag);
        return descriptor;
    }

    private static Descriptor TakeLayer(string path, Digest diffId, OciLayout layout, LayerLimits limits)
    {
        Descriptor blob;
        using (var file = File.OpenRead(path))
        {
            var type = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B ? MediaTypes.GzipLayer : MediaTypes.Layer;
            file.Position = 0;
            blob = new Descriptor(type, Digest.Of(file), file.Length);
        }

        LayerCheck.Run(File.OpenRead(path), blob, diffId, limits);
        using var content = File.OpenRead(path);
        layout.Put(blob, content);
        return blob;
    }

    private static byte[] Listing(ImageManifest manifest, IReadOnlyList<string> names)
    {
        var json = new CanonicalJson().Open('[').Open('{').Name("Config").Text(PathOf(manifest.Config.Digest));
        json.Name("RepoTags").Texts(names);
        json.Name("Layers").Texts(manifest.Layers.Select(layer => PathOf(layer.Digest)));
        return json.Close('}').Close(']').ToBytes();
    }

    private static (string Config, IReadOnlyList<string> Layers, string? Tag) ReadListing(byte[] content)
    {
        // The reader of objects wants an object: the list becomes the only member of one.
        byte[] wrapped = [.. "{\"images\":"u8, .. content, (byte)'}'];
        return OciElement.Parse(wrapped, "file `manifest.json` of the tarball", OciLimits.ManifestBytes, element =>
        {
            var images = element.Objects("images") ?? [];
            if (images.Count != 1) throw element.Wrong("images", $"there are {images.Count}: only a tarball of one image is read");
            return (images[0].Required("Config"), images[0].Texts("Layers") ?? [], images[0].Texts("RepoTags") is { Count: > 0 } tags ? tags[0] : null);
        });
    }

    private static byte[] Small(Dictionary<string, string> files, string name) => new FileInfo(Find(files, name)) is { Length: <= OciLimits.ManifestBytes - 100 } file
        ? File.ReadAllBytes(file.FullName) : throw new OciFormatException($"`{name}` in the tarball is larger than what is read");

    private static string Find(Dictionary<string, string> files, string name) => files.GetValueOrDefault(name) ?? throw new OciFormatException($"the tarball has no `{name}`", "save the image with `docker save` or `podman save --format docker-archive`");

    private static string PathOf(Digest digest) => $"blobs/sha256/{digest.Hex}";
}
