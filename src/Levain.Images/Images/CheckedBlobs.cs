namespace Levain.Images;

/// <summary>Reads small things whole and checks them.</summary>
internal static class CheckedBlobs
{
    public static byte[] ReadChecked(this IBlobs blobs, Descriptor descriptor, int mostBytes)
    {
        if (descriptor.Size > mostBytes) throw new OciFormatException($"`{descriptor.Digest.Brief}` has {descriptor.Size} bytes: more than {mostBytes} are not read");
        using var source = blobs.Open(descriptor.Digest);
        var content = new byte[descriptor.Size];
        var whole = source.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) == content.Length && source.ReadByte() < 0;
        return whole && Digest.Of(content) == descriptor.Digest ? content : throw new OciFormatException($"`{descriptor.Digest.Brief}` does not hold what its digest says", "fetch it again: it is damaged");
    }
}
