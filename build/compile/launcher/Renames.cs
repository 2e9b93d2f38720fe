namespace Levain.Launching;

/// <summary>Renames that try again for two seconds: on Windows a scanner or a reader may have the file open for a moment.</summary>
internal static class Renames
{
    public static void Folder(string from, string to) => Persist(() => Directory.Move(from, to));

    /// <summary>A reader of <paramref name="path"/> sees the old text or the new one.</summary>
    public static void Text(string path, string text)
    {
        var next = path + ".next";
        File.WriteAllText(next, text);
        Persist(() => File.Move(next, path, overwrite: true));
    }

    private static void Persist(Action rename)
    {
        for (var attempts = 20; ; attempts--)
        {
            try
            {
                rename();
                return;
            }
            catch (Exception exception) when (attempts > 1 && OperatingSystem.IsWindows() && exception is (IOException or UnauthorizedAccessException))
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
