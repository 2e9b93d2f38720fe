using Cake.Frosting;
using Levain.Host.Output;

namespace Levain.Host.Targets;

[TaskName("Clean")]
[TaskDescription("delete scratch folders, materialized paths and failed runs; results and snapshots stay")]
public sealed class Clean : FrostingTask<HostContext>
{
    private static readonly string[] Folders = ["scratch", "paths", "verify", "damaged"];

    public override void Run(HostContext context)
    {
        var root = context.Workspace.Folder.Root;
        List<string> folders = [.. Folders.Where(name => Directory.Exists(Path.Combine(root, name)))];
        var counts = folders.ToDictionary(name => name, name => Directory.EnumerateFiles(Path.Combine(root, name), "*", SearchOption.AllDirectories).Count());
        if (!context.Options.DryRun)
            foreach (var name in folders) Delete(Path.Combine(root, name));

        var done = context.Options.DryRun ? "would delete" : "deleted";
        context.Print(() => string.Concat(folders.Select(name => $"{done} .levain/{name}: {counts[name]} files\n")), () => JsonOutput.Files(done, [.. folders.Select(name => $".levain/{name}")]));
    }

    // Materialized folders are read-only, which the owner has to lift before deleting. Links are removed, never followed.
    private static void Delete(string folder)
    {
        if (!OperatingSystem.IsWindows())
            foreach (var inner in Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
                File.SetUnixFileMode(inner, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(folder, recursive: true);
    }
}
