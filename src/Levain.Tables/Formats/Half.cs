namespace Levain.Tables;

/// <summary>Files that are there wholly or not at all.</summary>
internal static class Half
{
    /// <summary>Has a file written under another name, and renames it when it is whole.</summary>
    public static void OrWhole(string path, Action<string> write)
    {
        var half = $"{path}.half";
        try
        {
            write(half);
            File.Move(half, path, overwrite: true);
        }
        finally
        {
            File.Delete(half);
        }
    }
}
