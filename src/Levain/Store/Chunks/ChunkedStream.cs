using System.Buffers;

namespace Levain.Store.Chunks;

/// <summary>Reads a large object chunk by chunk. Each is checked when it is loaded, before a byte of it is handed out.</summary>
internal sealed class ChunkedStream : Stream
{
    private readonly ObjectReader reader;
    private readonly Digest digest;
    private readonly Recipe recipe;
    private readonly long[] starts;
    private byte[]? buffer = ArrayPool<byte>.Shared.Rent(ChunkCutter.Longest);
    private int loaded = -1;

    public ChunkedStream(ObjectReader reader, Digest digest, Recipe recipe)
    {
        (this.reader, this.digest, this.recipe) = (reader, digest, recipe);
        starts = new long[recipe.Chunks.Count];
        for (var i = 1; i < starts.Length; i++) starts[i] = starts[i - 1] + recipe.Chunks[i - 1].Length;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => recipe.Size;

    public override long Position { get; set => field = value >= 0 ? value : throw new IOException("a position cannot be negative"); }

    public override int Read(Span<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(buffer is null, this);
        if (Position >= Length || bytes.IsEmpty) return 0;
        var index = Array.BinarySearch(starts, Position);
        if (index < 0) index = ~index - 1;
        if (index != loaded) Load(index);

        var offset = (int)(Position - starts[index]);
        var count = Math.Min(bytes.Length, recipe.Chunks[index].Length - offset);
        buffer.AsSpan(offset, count).CopyTo(bytes);
        Position += count;
        return count;
    }

    public override int Read(byte[] bytes, int offset, int count) => Read(bytes.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> bytes, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(bytes.Span));
    }

    public override Task<int> ReadAsync(byte[] bytes, int offset, int count, CancellationToken cancellationToken) => ReadAsync(bytes.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => Length + offset };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] bytes, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref buffer, null) is { } rented) ArrayPool<byte>.Shared.Return(rented);
        base.Dispose(disposing);
    }

    private void Load(int index)
    {
        loaded = -1;
        var chunk = recipe.Chunks[index];
        if (!reader.TryRead(chunk.Digest, buffer.AsSpan(0, chunk.Length)))
            throw new DamagedObjectException(digest, $"its chunk `{chunk.Digest.Brief}` at byte {starts[index]} is damaged or not there");
        loaded = index;
    }
}
