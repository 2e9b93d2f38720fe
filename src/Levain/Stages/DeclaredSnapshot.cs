namespace Levain;

/// <summary>What a pipeline says of outside data that it reads. <c>Lock</c> checks the data against it before it is pinned.</summary>
/// <param name="Name">The snapshot's name in <c>data.lock.json</c>.</param>
[Fingerprints.EngineBoundary]
public abstract record DeclaredSnapshot(string Name)
{
    /// <summary>Throws a <see cref="BuildException"/> that says what is wrong with the data.</summary>
    public abstract void Check(ISnapshotFiles files, CancellationToken cancellation);
}
