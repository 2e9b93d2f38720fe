namespace Levain.Tables.Sources;

/// <summary>Finds the files whose paths match a pattern.</summary>
internal static class GlobFiles
{
    /// <summary>Paths below the fixed part of the pattern, with <c>/</c>, and where they lie, in ordinal order.</summary>
    /// <remarks>Folders that are links are not entered: they may lead in circles. Neither are <c>.levain</c> and <c>.git</c>.</remarks>
    public static IReadOnlyList<(string Name, string Path)> Find(string root, GlobPattern pattern)
    {
        var start = Path.GetFullPath(Path.Combine(root, pattern.Fixed));
        if (!Directory.Exists(start)) return [];
        var found = new List<(string Name, string Path)>();
        Store.DiskError.Telling(start, () =>
        {
            Visit(start, "", 0);
            return true;
        });
        found.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return found;

        void Visit(string folder, string prefix, int depth)
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }))
            {
                var name = prefix + entry.Name;
                if ((entry.Attributes & FileAttributes.Directory) == 0)
                {
                    if (pattern.Matches(name)) found.Add((name, entry.FullName));
                }
                else if (depth < pattern.Depth && (entry.Attributes & FileAttributes.ReparsePoint) == 0 && entry.Name is not (".levain" or ".git")) Visit(entry.FullName, name + "/", depth + 1);
            }
        }
    }
}
