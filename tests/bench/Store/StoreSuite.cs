using System.Globalization;

namespace Levain.Bench;

/// <summary>The store as a person meets it: whole processes through <c>build.sh</c>, in memory and on the disk, beside <c>restic</c>, <c>borg</c>, <c>git</c> and the plain tools that no store can beat.</summary>
internal sealed class StoreSuite
{
    private const string SharedMemory = "/dev/shm";
    private const int DefaultRounds = 3;

    private readonly BenchOptions options;
    private readonly StoreScale scale;
    private readonly StoreRows rows;

    private StoreSuite(BenchOptions options)
    {
        this.options = options;
        scale = new StoreScale(options.Scale);
        rows = new StoreRows(promised: options.Scale == 1);
    }

    public static void Say(string what) => Console.Error.WriteLine($"bench: {what}…");

    public static IReadOnlyList<BenchRow> Run(BenchOptions options)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"levain-bench-{Environment.ProcessId}");
        List<Ground> grounds = [new("disk", Path.Combine(options.Root, ".levain", name), inMemory: false)];
        if (Directory.Exists(SharedMemory)) grounds.Insert(0, new("tmpfs", Path.Combine(SharedMemory, name), inMemory: true));
        try
        {
            return new StoreSuite(options).Run([.. grounds.Where(ground => options.Where is null || options.Where == ground.Name)]);
        }
        finally
        {
            Say("deleting everything, which takes a disk minutes");
            foreach (var ground in grounds) ground.Delete();
        }
    }

    private IReadOnlyList<BenchRow> Run(IReadOnlyList<Ground> grounds)
    {
        GeneratedWorkspace? first = null;
        foreach (var ground in grounds.Where(HasRoom))
        {
            var root = Path.Combine(ground.Folder, "workspace");
            if (first is null) Say("copying the workspace and compiling it ahead of time");
            // Before there is any data in the first one.
            var workspace = first is null ? StoreWorkspace.Create(options.Root, root) : first.CopyTo(root);
            first ??= workspace;
            Measure(workspace, ground);
        }

        return rows.All;
    }

    private void Measure(GeneratedWorkspace workspace, Ground ground)
    {
        var rounds = options.Rounds ?? DefaultRounds;
        new TreeRaces(workspace, ground, scale, rounds, rows).Run();
        new FileRaces(workspace, ground, scale, rounds, rows).Run();
        new RemoteRaces(workspace, ground, scale, rounds, rows).Run();
        if (options.Large) new ManyFilesRaces(workspace, ground, scale, rounds, rows).Run();
        else Say($"{scale.ManyFiles:N0} files only with --large");
    }

    private bool HasRoom(Ground ground)
    {
        var (free, needed) = (ground.Free(), ground.Needs(scale, options.Large));
        if (free >= needed) return true;
        Say(string.Create(CultureInfo.InvariantCulture, $"{ground.Name} has {free / 1e9:0.0} GB left and {needed / 1e9:0.0} would be needed, so nothing is measured there"));
        return false;
    }
}
