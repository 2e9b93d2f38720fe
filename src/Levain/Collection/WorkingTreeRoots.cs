namespace Levain.Collection;

/// <summary>The locks of a workspace as they lie on the disk, committed or not.</summary>
public sealed class WorkingTreeRoots(string root) : IRootSource
{
    public RootReport Read(CancellationToken cancellation = default)
    {
        List<Root> roots = [.. LockRoots.OfFolder(root, "the working tree")];
        return new(roots, $"the working tree: {Counted.Of(LockRoots.ModelLocks(root).Count + (File.Exists(Path.Combine(root, "data.lock.json")) ? 1 : 0), "lock", "locks")}");
    }
}
