namespace Levain.Store;

/// <summary>What the caller means to do with what the store puts at a path.</summary>
public enum CheckOutMode
{
    /// <summary>Only to read it: files and folders are read-only, and share their bytes with the store's own paths where the file system lets them.</summary>
    ReadOnly,

    /// <summary>A copy of the caller's own, which may be changed in any way.</summary>
    Writable,
}
