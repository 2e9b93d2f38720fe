namespace Levain.Store;

/// <summary>What an entry of a tree is. Times, owners and the other mode bits are not part of a tree.</summary>
public enum EntryKind
{
    File,
    Executable,
    Directory,
}

/// <summary>One name in a directory of a tree.</summary>
/// <param name="Size">The bytes of a file; of a directory, the bytes of all files below it.</param>
public sealed record TreeEntry(EntryKind Kind, Digest Digest, long Size, string Name);
