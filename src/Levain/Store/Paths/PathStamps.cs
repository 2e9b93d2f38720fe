namespace Levain.Store;

/// <summary>The stamps of the files of a materialized path by their number, see <see cref="TreeWork"/>; a single file has number 0.</summary>
/// <remarks>48 bytes for a file and no name. Different threads may set different numbers; only one makes room.</remarks>
internal sealed class PathStamps
{
    private const int PageBits = 12, PageSize = 1 << PageBits;

    private FileStamp[][] pages = [];

    public long Count { get; private set; }

    /// <summary>No stamp, which nothing has, where none was set.</summary>
    public FileStamp this[long number]
    {
        get => number < Count ? pages[(int)(number >> PageBits)][(int)(number & (PageSize - 1))] : default;
        set => pages[(int)(number >> PageBits)][(int)(number & (PageSize - 1))] = value;
    }

    public static PathStamps Of(FileStamp only)
    {
        var stamps = new PathStamps();
        stamps.Grow(1);
        stamps[0] = only;
        return stamps;
    }

    public void Grow(long count)
    {
        var needed = (int)((count + PageSize - 1) >> PageBits);
        if (needed > pages.Length)
        {
            // A new array each time, so that a thread that still sees the old one finds in it what it was told of.
            var more = new FileStamp[Math.Max(needed, Math.Min(2 * pages.Length, needed + 64))][];
            pages.CopyTo(more, 0);
            for (var page = pages.Length; page < more.Length; page++) more[page] = [];
            pages = more;
        }

        for (var page = needed - 1; page >= 0 && pages[page].Length == 0; page--) pages[page] = new FileStamp[PageSize];
        Count = count;
    }

    /// <summary>The stamps in order, some at a time.</summary>
    public IEnumerable<Memory<FileStamp>> Pages()
    {
        for (long first = 0; first < Count; first += PageSize)
            yield return pages[(int)(first >> PageBits)].AsMemory(0, (int)Math.Min(PageSize, Count - first));
    }
}
