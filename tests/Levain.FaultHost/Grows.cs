namespace Levain.FaultHost;

/// <summary>A file of some mebibytes that nothing compresses. Another generation changes a few bytes in its middle and adds some at its end.</summary>
public sealed record Grows : Stage<Files>
{
    public int Generation { get; init; }

    public int Megabytes { get; init; } = 2;

    protected override async Task<Files> RunAsync(StageContext context)
    {
        Ledger.Enter(this);
        var path = Path.Combine(context.Scratch, "grown");
        await File.WriteAllBytesAsync(path, Bytes(Megabytes, Generation), context.Cancellation).ConfigureAwait(false);
        return Files.At(path);
    }

    /// <summary>The same bytes wherever it is asked.</summary>
    public static byte[] Bytes(int megabytes, int generation)
    {
        var size = megabytes << 20;
        var bytes = new byte[size + (generation * 1000)];
        // A seeded generator of the base class library gives the same numbers in every version: they promise it.
        new Random(20).NextBytes(bytes.AsSpan(0, size));
        new Random(generation).NextBytes(bytes.AsSpan(size));
        bytes[size / 2] ^= (byte)generation;
        return bytes;
    }
}
