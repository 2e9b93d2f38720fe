namespace Levain.Bench;

/// <summary>How much there is to keep. Anything but 1 only tries whether the suite works.</summary>
internal sealed record StoreScale(double Factor)
{
    public const int SmallFile = 4096, TinyFile = 256;

    public int TreeFiles => Count(100_000);

    public int RemoteFiles => Count(10_000);

    public int ManyFiles => Count(1_000_000);

    public long LargeFile => (long)(Factor * (1 << 30));

    public long Appended => LargeFile / 100;

    public long Inserted => Math.Min(1_000_000, LargeFile / 100);

    /// <summary>Bytes that everything takes together when nothing is deleted in between.</summary>
    public long Kept(bool large) => (long)(Factor * (large ? 75e9 : 55e9));

    /// <summary>Bytes that are there at most at one time when what is done with is deleted.</summary>
    public long AtOnce => (long)(Factor * 14e9);

    private int Count(int files) => Math.Max(10, (int)(Factor * files));
}
