namespace Levain.Images;

/// <summary>The media types of the OCI image specification, and Docker's older names for the same things.</summary>
public static class MediaTypes
{
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Config = "application/vnd.oci.image.config.v1+json";
    public const string Layer = "application/vnd.oci.image.layer.v1.tar";
    public const string GzipLayer = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>Of a config that says nothing: artifacts that are no images have it.</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";
    public const string DockerGzipLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    public static bool IsIndex(string type) => type is Index or DockerIndex;

    public static bool IsManifest(string type) => type is Manifest or DockerManifest;

    /// <summary>Whether bytes of this type are a tar packed with gzip; null when they are no layer that can be read here.</summary>
    public static bool? IsGzipped(string type) => type switch
    {
        GzipLayer or DockerGzipLayer => true,
        Layer => false,
        _ => null,
    };

    // RFC 6838, section 4.2, as the descriptor specification asks for: two restricted names with a slash between.
    internal static bool IsWellFormed(string type)
    {
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && IsName(type.AsSpan(0, slash)) && IsName(type.AsSpan(slash + 1));
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > 127 || !char.IsAsciiLetterOrDigit(name[0])) return false;
        foreach (var letter in name)
            if (!char.IsAsciiLetterOrDigit(letter) && !"!#$&-^_.+".Contains(letter, StringComparison.Ordinal)) return false;
        return true;
    }
}
