using Cake.Frosting;

namespace Levain.Host.Targets;

[TaskName("Clean")]
[TaskDescription("delete scratch folders, materialized paths and failed runs; results and snapshots stay")]
public sealed class Clean : FrostingTask<HostContext>
{
    private static readonly string[] Folders = ["scratch", "paths", "verify", "damaged"];

    public override void Run(HostContext context)
    {
        foreach (var name in Folders)
        {
            var folder = Path.Combine(context.Workspace.Folder.Root, name);
            if (!Directory.Exists(folder)) continue;
            var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count();
            if (!context.Options.DryRun) Delete(folder);
            Console.Out.WriteLine($"{(context.Options.DryRun ? "would delete" : "deleted")} .levain/{name}: {files} files");
        }
    }

    // Materialized folders are read-only, which the owner has to lift before deleting.
    private static void Delete(string folder)
    {
        if (!OperatingSystem.IsWindows())
            foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
                File.SetUnixFileMode(inner, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(folder, recursive: true);
    }
}
