namespace Levain.Images;

/// <summary>How much a layer of somebody else may hold.</summary>
public sealed record LayerLimits
{
    public static LayerLimits Usual { get; } = new();

    /// <summary>Unpacked.</summary>
    public long Bytes { get; init; } = 64L << 30;

    public int Entries { get; init; } = 2_000_000;

    /// <summary>How many bytes one packed byte may become, once there are more than <see cref="FreeBytes"/>.</summary>
    public int Ratio { get; init; } = 200;

    /// <summary>So much may be packed however tightly.</summary>
    public long FreeBytes { get; init; } = 64L << 20;
}
