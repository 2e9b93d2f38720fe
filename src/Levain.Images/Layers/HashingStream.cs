using System.Security.Cryptography;

namespace Levain.Images;

/// <summary>Passes bytes on and knows how many there were and what their digest is. Closes nothing but itself.</summary>
internal sealed class HashingStream(Stream target) : WriteOnlyStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Count { get; private set; }

    public Digest Digest() => Levain.Digest.FromHash(hash.GetCurrentHash());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        hash.AppendData(buffer);
        Count += buffer.Length;
        target.Write(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }
}
