using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>Reads a large object that was checked as a whole when it was opened.</summary>
/// <remarks>
/// Reading again after the check could give other bytes: the inode may be shared with a path that a stage holds, and memory pages go back to the disk.
/// So the first pass keeps a sum of every block, and a block is compared with it, in a buffer of our own, before a byte of it is handed out.
/// </remarks>
internal sealed class VerifiedStream(SafeFileHandle file, long length, ulong[] sums, Func<DamagedObjectException> damaged) : Stream
{
    public const int BlockSize = 1 << 20;

    private readonly byte[] block = GC.AllocateUninitializedArray<byte>(BlockSize);
    private int loaded = -1;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set => field = value >= 0 ? value : throw new IOException("a position cannot be negative"); }

    public override int Read(Span<byte> buffer)
    {
        if (Position >= length || buffer.IsEmpty) return 0;
        var index = (int)(Position / BlockSize);
        if (index != loaded) Load(index);

        var offset = (int)(Position % BlockSize);
        var count = Math.Min(buffer.Length, SizeOf(index) - offset);
        block.AsSpan(offset, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => length + offset };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    private int SizeOf(int index) => (int)Math.Min(BlockSize, length - ((long)index * BlockSize));

    private void Load(int index)
    {
        loaded = -1;
        var bytes = block.AsSpan(0, SizeOf(index));
        if (FileBytes.Fill(file, bytes, (long)index * BlockSize) != bytes.Length || BlockSum.Of(bytes) != sums[index]) throw damaged();
        loaded = index;
    }
}
