namespace Levain.Launching;

/// <summary>A lock between processes that dies with its owner; where there is `flock`, build.sh takes the same.</summary>
internal static class FileLock
{
    /// <summary>Waits for .levain/<paramref name="name"/>.lock, and says so once; without a message it gives up and returns null instead.</summary>
    /// <remarks>Whoever holds `ahead` may ask for `compile`, never the other way round.</remarks>
    public static FileStream? Take(string root, string name, string? message)
    {
        var file = Path.Combine(root, ".levain", name + ".lock");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        for (var isSaid = false; ; isSaid = true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                if (message is null) return null;
                if (!isSaid) Console.Error.WriteLine(message);
                Thread.Sleep(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
