using System.Net;

namespace Levain.Remotes;

/// <summary>What a server sends, with an end to waiting: too few bytes for too long are a failure.</summary>
internal sealed class WatchedStream(Stream inner, IDisposable owner, TimeSpan patience, TimeProvider clock) : Stream
{
    // A server that sends a byte now and then has stalled, too.
    private const int LeastBytes = 1024;

    private long since = clock.GetTimestamp();
    private long bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var stalled = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stalled.Token, cancellationToken);
        try
        {
            var count = await inner.ReadAsync(buffer, either.Token).ConfigureAwait(false);
            Watch(count);
            return count;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("the remote has stalled");
        }
        catch (HttpRequestException error)
        {
            throw new IOException("the remote broke off", error);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            owner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Watch(int count)
    {
        bytes += count;
        if (count == 0 || clock.GetElapsedTime(since) < patience) return;
        if (bytes < LeastBytes) throw new IOException("the remote has stalled");
        (since, bytes) = (clock.GetTimestamp(), 0);
    }
}

/// <summary>What we send, telling with every piece that something moves.</summary>
internal sealed class WatchedContent : HttpContent
{
    private readonly HttpContent inner;
    private readonly Action moved;

    public WatchedContent(HttpContent inner, Action moved)
    {
        (this.inner, this.moved) = (inner, moved);
        Headers.ContentLength = inner.Headers.ContentLength;
        Headers.ContentType = inner.Headers.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => CopyAsync(stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => CopyAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = inner.Headers.ContentLength ?? 0;
        return inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private async Task CopyAsync(Stream target, CancellationToken cancellation)
    {
        using var source = await inner.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[1 << 16];
        for (int count; (count = await source.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            await target.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            moved();
        }
    }
}
