namespace Levain.Images;

/// <summary>A list of manifests: one image for several platforms, the tags of a layout, or what refers to an image.</summary>
public sealed record ImageIndex
{
    public string MediaType { get; init; } = MediaTypes.Index;

    public string? ArtifactType { get; init; }

    public required IReadOnlyList<Descriptor> Manifests { get; init; }

    public Descriptor? Subject { get; init; }

    public Annotations Annotations { get; init; } = Annotations.None;

    /// <summary>The manifest for a platform. A variant that nobody asked for does not matter.</summary>
    public Descriptor For(Platform platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return Manifests.FirstOrDefault(manifest => manifest.Platform is { } has && has.Os == platform.Os && has.Architecture == platform.Architecture && (platform.Variant is null || platform.Variant == has.Variant))
            ?? throw new OciFormatException($"there is no image for `{platform}`", $"there is one for {string.Join(", ", Manifests.Select(manifest => $"`{manifest.Platform}`"))}");
    }

    public byte[] ToBytes()
    {
        var json = new CanonicalJson().Open('{').Name("schemaVersion").Number(2).Name("mediaType").Text(MediaType);
        if (ArtifactType is not null) json.Name("artifactType").Text(ArtifactType);
        json.Name("manifests").Open('[');
        foreach (var manifest in Manifests) manifest.Write(json);
        json.Close(']');
        Subject?.Write(json.Name("subject"));
        if (Annotations.Count > 0) json.Name("annotations").Map(Annotations);
        return json.Close('}').ToBytes();
    }

    public static ImageIndex Parse(ReadOnlyMemory<byte> content) => OciElement.Parse(content, $"index `{Digest.Of(content.Span).Brief}`", OciLimits.ManifestBytes, Read);

    private static ImageIndex Read(OciElement element)
    {
        element.Version();
        if (element.Object("config") is not null || element.Objects("layers") is not null) throw element.Wrong("config", "an index has neither config nor layers");
        var type = element.MediaType("mediaType") ?? MediaTypes.Index;
        return new ImageIndex
        {
            MediaType = MediaTypes.IsIndex(type) ? type : throw element.Wrong("mediaType", $"`{type}` is not an index"),
            ArtifactType = element.MediaType("artifactType"),
            Manifests = [.. (element.Objects("manifests") ?? throw element.Lacks("manifests")).Select(Descriptor.Read)],
            Subject = element.Object("subject") is { } subject ? Descriptor.Read(subject) : null,
            Annotations = element.Map("annotations"),
        };
    }
}
