namespace Levain.Learning.Formats;

/// <summary>The bytes of a stream in their order, some at a time.</summary>
internal sealed class ByteInput(Stream stream, long limit)
{
    /// <summary>What can be seen at once.</summary>
    public const int Longest = 1 << 15;

    private readonly byte[] buffer = new byte[2 * Longest];
    private int at;
    private int end;
    private long before;

    public long Position => before + at;

    /// <summary>The next byte, which stays, or -1 at the end.</summary>
    public int Peek() => at < end || Fill(1) ? buffer[at] : -1;

    /// <summary>The next bytes, which stay: as many as asked for, at most <see cref="Longest"/>, or fewer at the end.</summary>
    public ReadOnlySpan<byte> Ahead(int count)
    {
        if (end - at < count) Fill(count);
        return buffer.AsSpan(at, Math.Min(count, end - at));
    }

    /// <summary>The next bytes, which stay: as many as are at hand, at least as many as asked for unless the end comes before.</summary>
    public ReadOnlySpan<byte> Window(int least)
    {
        if (end - at < least) Fill(least);
        return buffer.AsSpan(at, end - at);
    }

    /// <summary>Goes on by bytes that were seen.</summary>
    public void Advance(int count) => at += count;

    private bool Fill(int count)
    {
        before += at;
        buffer.AsSpan(at, end - at).CopyTo(buffer);
        (at, end) = (0, end - at);
        while (end < count)
        {
            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0) return false;
            end += read;
            if (before + end > limit) throw new BuildException($"it is larger than {limit} bytes", "a model of this size was not trained by boosting: is it the right file?");
        }

        return true;
    }
}
