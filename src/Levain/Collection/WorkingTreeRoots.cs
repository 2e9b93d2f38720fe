namespace Levain.Collection;

/// <summary>The locks of a workspace as they lie on the disk, committed or not.</summary>
public sealed class WorkingTreeRoots(string root) : IRootSource
{
    public RootReport Read(CancellationToken cancellation = default)
    {
        List<Root> roots = [.. LockRoots.OfFolder(root, "the working tree")];
        return new(roots, FormattableString.Invariant($"the working tree: {LockRoots.ModelLocks(root).Count + (File.Exists(Path.Combine(root, "data.lock.json")) ? 1 : 0)} locks"));
    }
}
