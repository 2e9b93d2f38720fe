namespace Levain.Store;

/// <summary>A path under <c>.levain/paths</c>, with the stamps that its files had when it was handed out.</summary>
internal sealed class StorePath(PathFolder folder, Content content, string path, PathStamps stamps) : MaterializedPath
{
    public override string Path => path;

    public PathStamps Stamps => stamps;

    public override void Verify()
    {
        if (Find() is not { } fault) return;

        folder.Discard(path, fault);
        throw new ChangedInputException(content, System.IO.Path.Join(path, fault.Path), fault.What);
    }

    private PathFault? Find()
    {
        try
        {
            // Also when the bytes are right again: a file that was replaced had other bytes, or none, in between.
            return folder.Check(content, path, stamps, sameFiles: OperatingSystem.IsLinux()).Fault;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(path, error);
        }
    }
}
