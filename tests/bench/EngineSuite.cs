using System.Globalization;

namespace Levain.Bench;

/// <summary>The engine and the host as a person meets them: whole processes through <c>build.sh</c>, beside <c>make</c> and <c>snakemake</c> on an equal graph.</summary>
internal sealed class EngineSuite
{
    private const string SharedMemory = "/dev/shm";
    private const int DefaultRounds = 7;
    private const double NoOpTarget = 0.15, StageTarget = 5, MemoryTarget = 150, EditTarget = 5;

    private readonly int rounds;
    private readonly string? snakemake = Machine.Find("snakemake"), make = Machine.Find("make");
    private readonly List<BenchRow> rows = [];
    private int salt;

    private EngineSuite(int rounds) => this.rounds = rounds;

    public static IReadOnlyList<BenchRow> Run(BenchOptions options)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"levain-bench-{Environment.ProcessId}");
        var disk = Path.Combine(options.Root, ".levain", name);
        var memory = Directory.Exists(SharedMemory) ? Path.Combine(SharedMemory, name) : null;
        try
        {
            return new EngineSuite(options.Rounds ?? DefaultRounds).Run(options.Root, memory, disk);
        }
        finally
        {
            // At the very end: a disk is slow for minutes after much was deleted.
            foreach (var folder in new[] { memory, disk })
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private List<BenchRow> Run(string source, string? memory, string disk)
    {
        Say("copying the workspace and compiling it ahead of time");
        var first = GeneratedWorkspace.Create(source, Path.Combine(memory ?? disk, "workspace"), [5, 100, 500, 1_000, 10_000]);
        Say("building 1,000 and 10,000 stages once");
        foreach (var stages in new[] { 1_000, 10_000 }) first.Train(stages).Run();
        if (memory is not null) Measure(first, Path.Combine(memory, "peers"), "tmpfs");
        Measure(memory is null ? first : first.CopyTo(Path.Combine(disk, "workspace")), Path.Combine(disk, "peers"), "disk");

        Say("planning in one process");
        foreach (var (stages, target) in new[] { (1_000, 0.15), (10_000, 1.0) })
            Add(new BenchRow(Count("plan of", stages), "s", PlanTime.Measure(Path.Combine(memory ?? disk, "plan"), stages, rounds)) { Where = memory is null ? "disk" : "tmpfs", Target = target, Note = "in one process, everything known" });
        return rows;
    }

    private void Measure(GeneratedWorkspace workspace, string peers, string where)
    {
        foreach (var stages in new[] { 5, 100 }) NoOp(workspace, new PeerGraph(Path.Combine(peers, stages.ToString(CultureInfo.InvariantCulture)), stages).Write(), stages, where);
        foreach (var stages in new[] { 100, 500 }) Executed(workspace, new PeerGraph(Path.Combine(peers, string.Create(CultureInfo.InvariantCulture, $"run{stages}")), stages).Write(), stages, where);
        foreach (var (stages, target) in new[] { (1_000, 0.15), (10_000, 1.0) })
        {
            Say($"planning {stages} stages on {where}");
            var status = workspace.Status(stages);
            Add(new BenchRow(Count("whole process: Status of", stages), "s", new Race(rounds).Add("ours", status).Run()["ours"]) { Where = where, Target = target });
            Memory(Count("Status of", stages), status, where);
        }

        Edited(workspace, where);
    }

    private void NoOp(GeneratedWorkspace workspace, PeerGraph peer, int stages, string where)
    {
        Say($"nothing to do, {stages} stages on {where}");
        workspace.Train(stages).Run();
        var race = new Race(rounds).Add("ours", workspace.Train(stages));
        if (make is not null) race.Add("make", Prepared(peer.Make("make")));
        if (snakemake is not null) race.Add("snakemake", Prepared(peer.Snakemake("snakemake")));
        Rows(Count("whole process, nothing to do:", stages), "s", race.Run(), where, NoOpTarget, note: stages == 5 ? "DVC here: 0.43" : "DVC here: 0.90");
        Memory(Count("nothing to do:", stages), workspace.Train(stages), where);
    }

    private static Command Prepared(Command command)
    {
        command.Run();
        return command;
    }

    // What one more stage costs: the whole process less one with nothing to do, by the number of stages.
    private void Executed(GeneratedWorkspace workspace, PeerGraph peer, int stages, string where)
    {
        Say($"every stage executed, {stages} stages on {where}");
        var race = new Race(rounds).Add("ours", round => Fresh(workspace, stages).Run()).Add("idle", Prepared(workspace.Train(stages)));
        if (make is not null) race.Add("make", round => peer.Make($"make{round}").Run()).Add("make idle", Prepared(peer.Make("make-idle")));
        if (snakemake is not null && stages <= 100) race.Add("snakemake", round => peer.Snakemake($"snakemake{round}").Run()).Add("snakemake idle", Prepared(peer.Snakemake("snakemake-idle")));
        var measured = race.Run();
        var each = measured.Where(pair => !pair.Key.EndsWith("idle", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key, pair => pair.Value.Map(seconds => (seconds - measured[pair.Key == "ours" ? "idle" : $"{pair.Key} idle"].Median) * 1000 / stages));
        Rows(Count("each executed stage of", stages), "ms", each, where, StageTarget, note: "DVC here: 140");
        Memory(Count("every stage executed:", stages), Fresh(workspace, stages), where);
    }

    // Another salt is another key for every stage: nothing has to be deleted to run them all again.
    private Command Fresh(GeneratedWorkspace workspace, int stages) =>
        workspace.Train(stages, "--set", string.Create(CultureInfo.InvariantCulture, $"Trivial.Salt={++salt}"));

    private void Edited(GeneratedWorkspace workspace, string where)
    {
        Say($"one edit to its first stage running, on {where}");
        var measured = new Race(rounds).Add("ours", round =>
        {
            workspace.Edit(5, ++salt);
            return workspace.TrainJustInTime(5).RunUntil("started");
        }).Run();
        Rows("one edit of a model to its first stage running", "s", measured, where, EditTarget);
    }

    private void Memory(string what, Command command, string where) =>
        Add(new BenchRow($"peak memory, {what}", "MB", new Figures(Enumerable.Range(0, 3).Select(_ => command.PeakMemory()))) { Where = where, Target = MemoryTarget });

    private void Rows(string what, string unit, IReadOnlyDictionary<string, Figures> measured, string where, double target, string note = "")
    {
        var peers = measured.Keys.Where(name => name is "make" or "snakemake").ToList();
        foreach (var peer in peers.DefaultIfEmpty(""))
            Add(new BenchRow(what, unit, measured["ours"]) { Where = where, Target = target, Peer = peer, PeerFigures = measured.GetValueOrDefault(peer), Note = note });
        if (what.Contains("edit", StringComparison.Ordinal)) return;
        foreach (var (name, found) in new[] { ("make", make), ("snakemake", snakemake) })
            if (found is null) Say($"`{name}` is not installed, so there is no row of it");
    }

    // Said at once too: a suite takes minutes, and what is known is not lost when it is stopped.
    private void Add(BenchRow row)
    {
        rows.Add(row);
        if (row.Ours is not { } ours) return;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bench:   {row.What}, {row.Where}: {ours.Median:0.####} {row.Unit}{(row.Ratio is { } ratio ? $", {ratio:0.##} of {row.Peer}" : "")}"));
    }

    private static string Count(string what, int stages) => string.Create(CultureInfo.InvariantCulture, $"{what} {stages:N0} stages");

    private static void Say(string what) => Console.Error.WriteLine($"bench: {what}…");
}
