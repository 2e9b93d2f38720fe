namespace Levain.Store.Scanning;

/// <summary>Finds all that is at and below a folder, and the digest of it, reading only what an earlier scan does not know.</summary>
/// <remarks>
/// The walk is shared between threads by folders, by blocks of the names of large folders, and by files to read. What comes out does not
/// depend on how: each folder is put together in the order of its names when the last thing in it is finished.
/// </remarks>
/// <param name="moment">Taken when the first name or file has to be read: when nothing changed, nothing is written. Null when nobody will remember the scan.</param>
internal sealed class TreeScan(IFileSink sink, Lazy<HashingMoment>? moment, int threads, CancellationToken cancellation)
{
    private ScannedFolder? result;

    public IFileSink Sink => sink;

    public CancellationToken Cancellation => cancellation;

    public ScannedFolder Run(string path, bool throughLink, ScannedFolder? known)
    {
        new WorkQueue(threads).Run(new FolderVisit(this, path, throughLink, place: null, known));
        return result!;
    }

    /// <summary>To be called before what the stamp belongs to is read, so that the moment lies before it.</summary>
    public bool WillBelieve(in FileStamp stamp) => moment?.Value.IsAfter(stamp) ?? false;

    public void Finish(ScannedFolder root) => result = root;
}
