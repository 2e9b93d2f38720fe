namespace Levain.Images;

/// <summary>A part of a stream as the content of a request; the stream is closed with it.</summary>
internal static class BlobSlice
{
    public static HttpContent Of(Func<Stream> open, long offset, long length)
    {
        var source = open();
        source.Position = offset;
        var content = new StreamContent(new Limited(source, length), 128 << 10);
        content.Headers.ContentLength = length;
        content.Headers.ContentType = new("application/octet-stream");
        return content;
    }

    private sealed class Limited(Stream source, long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var read = source.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
            left -= read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) source.Dispose();
            base.Dispose(disposing);
        }
    }
}
