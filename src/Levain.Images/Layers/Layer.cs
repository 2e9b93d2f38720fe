namespace Levain.Images;

/// <summary>One layer of an image: its bytes as they travel, and the digest of the tar in them.</summary>
/// <param name="Blob">What travels.</param>
/// <param name="DiffId">Of the plain tar.</param>
public sealed record Layer(Descriptor Blob, Digest DiffId)
{
    /// <summary>Writes a layer. The same content gives the same bytes, whoever writes it, wherever and when.</summary>
    internal static Layer Write(LayerContent content, Stream target)
    {
        using var packed = new HashingStream(target);
        using var gzip = new StableGzip(packed);
        using var plain = new HashingStream(gzip);
        var tar = new TarWriter(plain);
        foreach (var entry in content.Entries) tar.Write(entry);
        tar.End();
        gzip.End();
        return new Layer(new Descriptor(MediaTypes.GzipLayer, packed.Digest(), packed.Count), plain.Digest());
    }
}
