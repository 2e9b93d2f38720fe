namespace Levain.Scheduling;

/// <summary>Refuses outputs that point at something outside of themselves: what lies there is no work of the stage, and would be kept as if it were.</summary>
internal static class OutputLinks
{
    public static void Refuse(string output)
    {
        if (new FileInfo(output).LinkTarget is not null) throw LeadsOut(Path.GetFileName(output));
        if (!Directory.Exists(output)) return;

        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        foreach (var entry in new DirectoryInfo(output).EnumerateFileSystemInfos("*", everything))
            if (entry.LinkTarget is not null && !StaysInside(entry, output)) throw LeadsOut(Path.GetRelativePath(output, entry.FullName));
    }

    private static bool StaysInside(FileSystemInfo link, string output)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) is not { } target || target.FullName.StartsWith(output + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // A link that leads round in a circle: the store refuses it by name.
            return true;
        }
    }

    private static BuildException LeadsOut(string link) => new($"its output holds the symbolic link `{link}`, which leads out of it", "copy what the link points to, and make that an input when it comes from outside");
}
