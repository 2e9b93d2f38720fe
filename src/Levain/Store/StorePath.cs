namespace Levain.Store;

/// <summary>A path under <c>.levain/paths</c>, with the stamps that its files had when it was handed out.</summary>
internal sealed class StorePath(PathFolder folder, IContentStore store, Content content, string path, IReadOnlyDictionary<string, FileStamp> stamps) : MaterializedPath
{
    public override string Path => path;

    public override void Verify()
    {
        // Also when the bytes are right again: a file that was replaced had other bytes, or none, in between.
        var check = new PathCheck(store, stamps) { SameFiles = OperatingSystem.IsLinux() };
        if (Find(check) is not { } fault) return;

        folder.Discard(path, fault.Expected);
        throw new ChangedInputException(content, System.IO.Path.Join(path, fault.Path), fault.What);
    }

    private PathCheck.Fault? Find(PathCheck check)
    {
        try
        {
            return check.Find(path, content);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(path, error);
        }
    }
}
