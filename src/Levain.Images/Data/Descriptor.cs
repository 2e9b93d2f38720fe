namespace Levain.Images;

/// <summary>A reference to bytes: what they are, how many, and their digest.</summary>
public sealed record Descriptor
{
    public Descriptor(string mediaType, Digest digest, long size)
    {
        ArgumentNullException.ThrowIfNull(mediaType);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (digest.IsNone) throw new ArgumentException("a descriptor needs the digest of its bytes", nameof(digest));
        (MediaType, Digest, Size) = (mediaType, digest, size);
    }

    public string MediaType { get; }

    public Digest Digest { get; }

    public long Size { get; }

    /// <summary>What an artifact that is no image is, in an index or a list of referrers.</summary>
    public string? ArtifactType { get; init; }

    public Platform? Platform { get; init; }

    public Annotations Annotations { get; init; } = Annotations.None;

    public static Descriptor Of(string mediaType, ReadOnlySpan<byte> content) => new(mediaType, Digest.Of(content), content.Length);

    internal void Write(CanonicalJson json)
    {
        json.Open('{').Name("mediaType").Text(MediaType).Name("digest").Text(Digest.ToString()).Name("size").Number(Size);
        if (Annotations.Count > 0) json.Name("annotations").Map(Annotations);
        if (ArtifactType is not null) json.Name("artifactType").Text(ArtifactType);
        if (Platform is not null)
        {
            json.Name("platform").Open('{').Name("architecture").Text(Platform.Architecture).Name("os").Text(Platform.Os);
            if (Platform.Variant is not null) json.Name("variant").Text(Platform.Variant);
            json.Close('}');
        }

        json.Close('}');
    }

    internal static Descriptor Read(OciElement element)
    {
        var type = element.MediaType("mediaType") ?? throw element.Lacks("mediaType");
        var size = element.Number("size");
        if (size < 0) throw element.Wrong("size", "it is below zero");
        return new Descriptor(type, element.DigestOf("digest"), size)
        {
            ArtifactType = element.MediaType("artifactType"),
            Annotations = element.Map("annotations"),
            Platform = element.Object("platform") is { } platform ? new Platform(platform.Required("os"), platform.Required("architecture"), platform.Text("variant")) : null,
        };
    }
}
