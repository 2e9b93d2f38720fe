using System.Globalization;

namespace Levain.Launching;

/// <summary>.levain/hosts: the compiled folders, `current`, which lists those of the present host, and what that was compiled from.</summary>
internal sealed class Hosts(string root)
{
    public string Folder { get; } = Path.Combine(root, ".levain", "hosts");

    public string Current => ReadText(In("current"));

    public string HostAssembly => In(Parts.First()[1], "Build.dll");

    public bool IsThere => File.Exists(In("current"));

    /// <summary>By unit that runs just in time: its id.</summary>
    public IEnumerable<string> JustInTime => Parts.SelectMany(words => words).Select(word => word.Split('/')[0])
        .Where(word => word.EndsWith(".jit", StringComparison.Ordinal)).Select(word => word[..^4]);

    // Its own, since build.sh records times in another way.
    private string Manifest => In("manifest.net");

    private IEnumerable<string[]> Parts => Current.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'));

    public string In(params ReadOnlySpan<string> path) => Path.Combine([Folder, .. path]);

    public bool IsCurrent(string states) => IsThere && ReadText(Manifest) == states && File.Exists(HostAssembly);

    public bool Holds(Unit unit) => Directory.Exists(In(unit.Id + ".jit"));

    /// <summary>A folder is named .jit, or .r2r when it is compiled ahead of time too.</summary>
    public string Best(string id) => Directory.Exists(In(id + ".r2r")) ? id + ".r2r" : id + ".jit";

    /// <summary>Switches to <paramref name="next"/>; without <paramref name="states"/> the next run looks at everything again.</summary>
    public void Switch(string next, string? states)
    {
        File.Delete(Manifest);
        // What build.sh has recorded holds as long as it is about the same folders.
        if (IsThere && Current != next) File.Delete(In("manifest"));
        Renames.Text(In("current"), next);
        if (states is not null) Renames.Text(Manifest, states);
    }

    /// <summary>Deletes what neither the present host nor a running one uses, except for the newest: going back to them costs nothing.</summary>
    public void Clean()
    {
        var kept = int.TryParse(Environment.GetEnvironmentVariable("LEVAIN_KEPT_HOSTS"), CultureInfo.InvariantCulture, out var count) ? count : 12;
        var used = Parts.SelectMany(words => words).Select(word => word.Split('/')[0]).ToHashSet();
        var folders = new DirectoryInfo(Folder).EnumerateDirectories().Where(folder => folder.Extension is ".jit" or ".r2r" or ".broken" && !used.Contains(folder.Name));
        foreach (var folder in folders.OrderByDescending(folder => folder.LastWriteTimeUtc).Skip(kept))
            DeleteUnused(folder);
        // Launchers of earlier sources; a younger one may be another's first run.
        foreach (var folder in new DirectoryInfo(Path.Combine(root, ".levain", "launcher")) is { Exists: true } launchers ? launchers.GetDirectories() : [])
            if (folder.LastWriteTimeUtc < DateTime.UtcNow.AddDays(-1) && !AppContext.BaseDirectory.StartsWith(folder.FullName, StringComparison.Ordinal)) DeleteUnused(folder);
    }

    public void DeleteTemporary()
    {
        foreach (var folder in Directory.EnumerateDirectories(Folder, "tmp.*"))
            Directory.Delete(folder, recursive: true);
    }

    // A running host holds a shared lock on the `in-use` of its folders. It is renamed first: on Windows that fails as a whole where a file of it is open.
    private void DeleteUnused(DirectoryInfo folder)
    {
        var deleted = In("tmp." + folder.Name);
        try
        {
            var lease = Path.Combine(folder.FullName, "in-use");
            if (File.Exists(lease)) new FileStream(lease, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            Directory.Move(folder.FullName, deleted);
            Directory.Delete(deleted, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // In use: the next compilation tries again.
        }
    }

    // Lets another process replace the file meanwhile.
    private static string ReadText(string file)
    {
        if (!File.Exists(file)) return "";
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }
}
