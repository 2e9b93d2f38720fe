namespace Levain;

/// <summary>The snapshots of a profile while one of them is checked: those that were taken anew as they are now, the others as they are pinned.</summary>
[Fingerprints.EngineBoundary]
public interface ISnapshotFiles
{
    /// <summary>A read-only file or folder with the bytes of a snapshot; an error when none of the name is pinned.</summary>
    string PathOf(string name);

    /// <summary>A folder for what is made while snapshots are checked; it goes away with the check.</summary>
    string Scratch { get; }

    /// <summary>What the pipeline says of a snapshot, or null when it says nothing.</summary>
    DeclaredSnapshot? Find(string name);
}
