using System.IO.Compression;
using System.Security.Cryptography;

namespace Levain.Images;

/// <summary>The plain tar of a layer, read with both digests computed on the way and a limit to what comes out.</summary>
internal sealed class UnpackedStream : Stream
{
    private readonly Stream packed;
    private readonly Stream plain;
    private readonly CountedSource source;
    private readonly LayerLimits limits;
    private readonly string what;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long count;

    /// <param name="packed">Closed with this one.</param>
    public UnpackedStream(Stream packed, bool gzipped, LayerLimits limits, string what)
    {
        (this.packed, this.limits, this.what) = (packed, limits, what);
        source = new CountedSource(packed);
        plain = gzipped ? new GZipStream(source, CompressionMode.Decompress) : source;
    }

    /// <summary>Of the bytes as they travel; complete once all has been read.</summary>
    public Digest PackedDigest => source.Digest();

    public long PackedCount => source.Count;

    public Digest PlainDigest => Digest.FromHash(hash.GetCurrentHash());

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => count; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = plain.Read(buffer);
        }
        catch (InvalidDataException error)
        {
            throw new OciFormatException($"{what} is not packed with gzip, or damaged", inner: error);
        }

        hash.AppendData(buffer[..read]);
        count += read;
        if (count > limits.Bytes) throw new OciFormatException($"{what} holds more than {limits.Bytes} bytes");
        if (count > limits.FreeBytes && count / limits.Ratio > source.Count) throw new OciFormatException($"{what} unpacks to more than {limits.Ratio} times its size: that is no honest layer");
        return read;
    }

    /// <summary>Reads what is left, so that the digests are those of everything.</summary>
    public void Finish()
    {
        var buffer = new byte[64 << 10];
        while (Read(buffer) > 0) { }
        // What stands behind the packed bytes belongs to the blob too.
        while (source.Read(buffer) > 0) { }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            plain.Dispose();
            packed.Dispose();
            source.Dispose();
            hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
