namespace Levain.Images;

/// <summary>How much is read from others before it is refused: a registry, a tarball or a layout may be hostile.</summary>
public static class OciLimits
{
    /// <summary>Registries are asked to take manifests of 4 MiB at least; few take more.</summary>
    public const int ManifestBytes = 4 << 20;

    public const int ConfigBytes = 8 << 20;

    public const int JsonDepth = 16;

    /// <summary>Of layers, manifests in an index, annotations, labels, ports and variables: each for itself.</summary>
    public const int Items = 4096;

    public const int TextLength = 64 << 10;
}
