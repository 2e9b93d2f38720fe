namespace Levain.Images;

/// <summary>What an image or artifact consists of: its config and its layers.</summary>
public sealed record ImageManifest
{
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    /// <summary>The two bytes <c>{}</c>, which artifacts without a config refer to.</summary>
    public static ReadOnlyMemory<byte> EmptyConfig => Nothing;

    public string MediaType { get; init; } = MediaTypes.Manifest;

    public string? ArtifactType { get; init; }

    public required Descriptor Config { get; init; }

    public required IReadOnlyList<Descriptor> Layers { get; init; }

    /// <summary>The manifest that this one is about: a signature or a list of contents has one.</summary>
    public Descriptor? Subject { get; init; }

    public Annotations Annotations { get; init; } = Annotations.None;

    /// <summary>All bytes below this manifest, each once.</summary>
    public IEnumerable<Descriptor> Blobs => Layers.Prepend(Config).DistinctBy(blob => blob.Digest);

    public byte[] ToBytes()
    {
        var json = new CanonicalJson().Open('{').Name("schemaVersion").Number(2).Name("mediaType").Text(MediaType);
        if (ArtifactType is not null) json.Name("artifactType").Text(ArtifactType);
        Config.Write(json.Name("config"));
        json.Name("layers").Open('[');
        foreach (var layer in Layers) layer.Write(json);
        json.Close(']');
        Subject?.Write(json.Name("subject"));
        if (Annotations.Count > 0) json.Name("annotations").Map(Annotations);
        return json.Close('}').ToBytes();
    }

    public static ImageManifest Parse(ReadOnlyMemory<byte> content) => OciElement.Parse(content, $"manifest `{Digest.Of(content.Span).Brief}`", OciLimits.ManifestBytes, Read);

    private static ImageManifest Read(OciElement element)
    {
        element.Version();
        // A document that is an index to one reader and an image to another shows each of them something else.
        if (element.Objects("manifests") is not null) throw element.Wrong("manifests", "an image has none, only an index");
        var type = element.MediaType("mediaType") ?? MediaTypes.Manifest;
        return new ImageManifest
        {
            MediaType = MediaTypes.IsManifest(type) ? type : throw element.Wrong("mediaType", $"`{type}` is not an image manifest"),
            ArtifactType = element.MediaType("artifactType"),
            Config = Descriptor.Read(element.Object("config") ?? throw element.Lacks("config")),
            Layers = [.. (element.Objects("layers") ?? throw element.Lacks("layers")).Select(Descriptor.Read)],
            Subject = element.Object("subject") is { } subject ? Descriptor.Read(subject) : null,
            Annotations = element.Map("annotations"),
        };
    }
}
