namespace Levain.Tables.Sources.Archives;

/// <summary>Counts what comes out of an archive, and ends it when that is too much: a bomb is small on the disk.</summary>
internal sealed class UnpackBudget(SourceLimits limits, long packed)
{
    private long bytes, members;

    public void Bytes(int count)
    {
        bytes += count;
        if (bytes > limits.Unpacked) throw TooMuch(FormattableString.Invariant($"more than {limits.Unpacked} bytes come out of it"), "unpacked");
        if (bytes > limits.RatioFrom && bytes / limits.Ratio > packed) throw TooMuch(FormattableString.Invariant($"more than {limits.Ratio} times its own size comes out of it"), "ratio");
    }

    public void Member()
    {
        if (++members > limits.Members) throw TooMany(limits);
    }

    public static BadArchiveException TooMany(SourceLimits limits) => TooMuch(FormattableString.Invariant($"it has more than {limits.Members} members"), "members");

    private static BadArchiveException TooMuch(string what, string limit) => new($"{what}: it is not unpacked", $"raise the limit `{limit}` in `{SourceLimits.Variable}` if that is right");
}

/// <summary>What is unpacked, counted while it is read.</summary>
internal sealed class BudgetedStream(Stream inner, UnpackBudget budget) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        budget.Bytes(count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
