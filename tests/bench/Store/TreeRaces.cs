using System.Globalization;

namespace Levain.Bench;

/// <summary>A folder of many small files: kept, looked at again, changed in one place, and made a folder again.</summary>
internal sealed class TreeRaces(GeneratedWorkspace workspace, Ground ground, StoreScale scale, int rounds, StoreRows rows)
{
    private const double FirstTarget = 4, NoOpTarget = 0.5, ChangeTarget = 0.6, CheckOutTarget = 4;

    private readonly string tree = StoreWorkspace.TreeOf(workspace);
    private readonly string files = string.Create(CultureInfo.InvariantCulture, $"{scale.TreeFiles:N0} x 4 KiB");

    public void Run()
    {
        StoreSuite.Say($"writing {files} on {ground.Name}");
        RandomContent.WriteTree(tree, scale.TreeFiles, StoreScale.SmallFile);
        var (peers, missing) = PeerKeeper.All(ground, tree);
        Keeper[] keepers = [new OurKeeper(workspace, ground, StoreWorkspace.Tree, tree), .. peers];
        First(keepers, missing);
        NoOp(keepers);
        Trains(peers);
        Changed(keepers);
        CheckOut(keepers);
        foreach (var keeper in keepers) keeper.End();
        ground.Discard(tree);
    }

    private void First(Keeper[] keepers, IReadOnlyList<string> missing)
    {
        StoreSuite.Say($"first snapshot on {ground.Name}");
        foreach (var name in missing) StoreSuite.Say($"`{name}` is not installed, so there is no row of it");
        var note = $"DVC here: 22.9; {Floor()}{string.Concat(missing.Select(name => $"; {name} is not installed"))}";
        Measure($"first snapshot of {files}", [.. keepers.Select(Fresh), Copy("cp -r"), SyncedCopy()], FirstTarget, note);
    }

    private void NoOp(Keeper[] keepers)
    {
        StoreSuite.Say($"nothing changed on {ground.Name}");
        // The floor looks at every file once.
        var walk = new Contender("du -s", _ => new Command("du", ["-s", tree], tree)) { IsFloor = true };
        Measure($"nothing changed: Lock of {files}", [.. keepers.Select(keeper => new Contender(keeper.Name, _ => keeper.Add())), walk], NoOpTarget, "DVC here: 6.57 (add), 3.63 (status)");
    }

    private void Trains(IReadOnlyList<PeerKeeper> peers)
    {
        var git = peers.OfType<GitKeeper>().FirstOrDefault();
        foreach (var (model, what) in new[] { (StoreWorkspace.FolderModel, "folder"), (StoreWorkspace.SnapshotModel, "snapshot") })
        {
            var train = workspace.Host("--target", "Train", "--model", model, "--profile", "public");
            train.Run();
            // A benchmark of nothing to do must have nothing to do.
            workspace.Host("--target", "Status", "--model", model, "--profile", "public", "--exit-code").Run();
            List<Contender> contenders = [new(StoreRace.Ours, _ => train)];
            if (git is not null) contenders.Add(new("git", round => Committed(git, round).Status()));
            Measure($"nothing changed: Train of a {what} of {files}", contenders, NoOpTarget, git is null ? "DVC here: 3.63" : "DVC here: 3.63; git runs status");
        }
    }

    // Else every file would be news to it.
    private static GitKeeper Committed(GitKeeper git, int round)
    {
        if (round == 0) git.Commit();
        return git;
    }

    private void Changed(Keeper[] keepers)
    {
        StoreSuite.Say($"one file changed on {ground.Name}");
        Measure($"one file changed: Lock of {files}", [.. keepers.Select(keeper => new Contender(keeper.Name, _ => keeper.Add()))], ChangeTarget, "DVC here: 7.14",
            round => RandomContent.WriteSmall(tree, scale.TreeFiles / 2 + round, StoreScale.SmallFile, version: 1));
    }

    private void CheckOut(Keeper[] keepers)
    {
        StoreSuite.Say($"check-out on {ground.Name}");
        Measure($"check-out of {files}", [.. keepers.Select(keeper => new Contender(keeper.Name, _ => keeper.CheckOut()) { After = keeper.DiscardCheckOut }), Copy("cp -r")], CheckOutTarget, $"DVC here: 12.3; {Floor()}");
    }

    private void Measure(string what, IReadOnlyList<Contender> contenders, double target, string note, Action<int>? change = null)
    {
        var race = new StoreRace(ground, rounds);
        rows.Add(what, ground, race, race.Run(contenders, change), target, note);
    }

    private static Contender Fresh(Keeper keeper) => new(keeper.Name, _ =>
    {
        keeper.Begin();
        return keeper.Add();
    });

    private Contender Copy(string name) => CopyWith(name, to => new("cp", ["-r", tree, to], ground.Folder));

    private Contender SyncedCopy() => CopyWith("cp -r, sync", to => new("bash", ["-c", "cp -r \"$1\" \"$2\" && sync -f \"$2\"", "bash", tree, to], ground.Folder));

    private Contender CopyWith(string name, Func<string, Command> command)
    {
        var to = ground.NewPath("copy");
        return new(name, _ => command(to)) { IsFloor = true, Once = true, After = () => ground.Discard(to) };
    }

    private string Floor() => ground.FloorNote((long)scale.TreeFiles * StoreScale.SmallFile);
}
