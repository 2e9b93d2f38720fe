namespace Levain.Images;

/// <summary>An image: how it is run and what its layers are. It never changes; with something more it is another image.</summary>
public sealed record Image
{
    private Image(ImageConfig config, IReadOnlyList<Layer> layers) => (Config, Layers) = (config, layers);

    public ImageConfig Config { get; }

    /// <summary>The lowest first.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>An image with nothing in it.</summary>
    public static Image Scratch(Platform platform) => new(new ImageConfig { Platform = platform }, []);

    public Image With(Layer layer) => new(Config with { DiffIds = [.. Config.DiffIds, layer.DiffId] }, [.. Layers, layer]);

    /// <summary>The image run in another way. Which layers it has is not the affair of <paramref name="change"/>.</summary>
    public Image With(Func<ImageConfig, ImageConfig> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new(change(Config) with { DiffIds = Config.DiffIds }, Layers);
    }

    public ImageManifest Manifest => new() { Config = Descriptor.Of(MediaTypes.Config, Config.ToBytes()), Layers = [.. Layers.Select(layer => layer.Blob)] };

    /// <summary>The digest of the manifest: the name of the image in every registry.</summary>
    public Digest Digest => Digest.Of(Manifest.ToBytes());

    /// <summary>Reads an image of a layout; of an index, that for the platform.</summary>
    public static Image Read(IBlobs blobs, Descriptor manifest, Platform? platform = null)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var content = blobs.ReadChecked(manifest, OciLimits.ManifestBytes);
        if (MediaTypes.IsIndex(manifest.MediaType)) return Read(blobs, Chosen(ImageIndex.Parse(content), platform ?? Platform.LinuxAmd64));
        var parsed = ImageManifest.Parse(content);
        var config = ImageConfig.Parse(blobs.ReadChecked(parsed.Config, OciLimits.ConfigBytes));
        if (config.DiffIds.Count != parsed.Layers.Count) throw new OciFormatException($"image `{manifest.Digest.Brief}` has {parsed.Layers.Count} layers and the digests of {config.DiffIds.Count}");
        return new Image(config, [.. parsed.Layers.Zip(config.DiffIds, (blob, id) => new Layer(Renamed(blob), id))]);
    }

    /// <summary>Puts config and manifest into a layout, in which the layers must be.</summary>
    public Descriptor Save(OciLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (Layers.FirstOrDefault(layer => !layout.Has(layer.Blob.Digest)) is { } missing) throw new OciFormatException($"layer `{missing.Blob.Digest.Brief}` is not in the layout `{layout.Folder}`", "copy the base image there first");
        layout.Put(MediaTypes.Config, Config.ToBytes());
        return layout.Put(MediaTypes.Manifest, Manifest.ToBytes()) with { Platform = Config.Platform };
    }

    /// <summary>Copies the layers that are missing, reading each from end to end: one that is not what it says, or does what no honest one does, is refused.</summary>
    public void CopyLayers(IBlobs from, OciLayout to, LayerLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        foreach (var layer in Layers.Where(layer => !to.Has(layer.Blob.Digest)))
        {
            LayerCheck.Run(from.Open(layer.Blob.Digest), layer.Blob, layer.DiffId, limits ?? LayerLimits.Usual);
            using var content = from.Open(layer.Blob.Digest);
            to.Put(layer.Blob, content);
        }
    }

    /// <summary>One index for images of several platforms.</summary>
    public static Descriptor SaveIndex(OciLayout layout, params IEnumerable<Image> images)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var manifests = images.Select(image => image.Save(layout)).OrderBy(manifest => manifest.Platform!.ToString(), StringComparer.Ordinal).ToList();
        if (manifests.GroupBy(manifest => manifest.Platform).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new BuildException($"there are two images for `{twice.Key}`", "an index has one for each platform");
        return layout.Put(MediaTypes.Index, new ImageIndex { Manifests = manifests }.ToBytes());
    }

    // A manifest of the one format does not mix well with layers of the other, and their bytes are the same.
    private static Descriptor Renamed(Descriptor layer) => layer.MediaType == MediaTypes.DockerGzipLayer ? new Descriptor(MediaTypes.GzipLayer, layer.Digest, layer.Size) { Annotations = layer.Annotations } : layer;

    private static Descriptor Chosen(ImageIndex index, Platform platform) => index.For(platform) is var found && MediaTypes.IsManifest(found.MediaType)
        ? found : throw new OciFormatException($"the index refers to `{found.MediaType}` for `{platform}`, not to an image");
}
