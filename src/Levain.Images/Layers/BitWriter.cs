using System.Buffers.Binary;

namespace Levain.Images;

/// <summary>Writes bits, the lowest first.</summary>
internal sealed class BitWriter(Stream target)
{
    private readonly byte[] buffer = new byte[16 << 10];
    private ulong pending;
    private int bits;
    private int filled;

    /// <param name="count">At most 32.</param>
    public void Write(uint value, int count)
    {
        pending |= (ulong)value << bits;
        bits += count;
        if (bits < 32) return;
        if (filled + 4 > buffer.Length) Flush();
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(filled), (uint)pending);
        filled += 4;
        pending >>= 32;
        bits -= 32;
    }

    /// <summary>Goes on at the next whole byte, and hands over all that was written.</summary>
    public void Align()
    {
        if (filled + 4 > buffer.Length) Flush();
        for (; bits > 0; bits -= 8, pending >>= 8) buffer[filled++] = (byte)pending;
        (bits, pending) = (0, 0);
        Flush();
    }

    public void WriteAligned(ReadOnlySpan<byte> bytes) => target.Write(bytes);

    private void Flush()
    {
        target.Write(buffer.AsSpan(0, filled));
        filled = 0;
    }
}
