namespace Levain.Store;

/// <summary>Files of one folder that stand one after the other in its listing, folders between them not counted.</summary>
/// <param name="Start">Where the first of them begins in the listing.</param>
/// <param name="First">The number of the first among all files of the tree.</param>
internal readonly record struct FileRun(TreeFolder Folder, byte[] Listing, int Start, int Count, long First);
