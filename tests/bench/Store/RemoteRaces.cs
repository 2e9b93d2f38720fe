using System.Globalization;

namespace Levain.Bench;

/// <summary>Push to a folder and pull from it.</summary>
internal sealed class RemoteRaces(GeneratedWorkspace workspace, Ground ground, StoreScale scale, int rounds, StoreRows rows)
{
    private const double PushTarget = 1, PullTarget = 1, NoOpTarget = 0.2;

    private readonly string tree = StoreWorkspace.TreeOf(workspace);
    private readonly string files = string.Create(CultureInfo.InvariantCulture, $"{scale.RemoteFiles:N0} x 4 KiB");
    private string remote = "", gitRemote = "";

    public void Run()
    {
        StoreSuite.Say($"push and pull of {files} on {ground.Name}");
        RandomContent.WriteTree(tree, scale.RemoteFiles, StoreScale.SmallFile);
        var ours = new OurKeeper(workspace, ground, StoreWorkspace.Tree, tree);
        var git = PeerKeeper.All(ground, tree).Installed.OfType<GitKeeper>().FirstOrDefault();
        ours.Begin();
        ours.Add().Run();
        Push(git);
        Pull(git);
        ours.End();
        git?.End();
        foreach (var path in new[] { tree, remote, gitRemote }) ground.Discard(path);
    }

    private void Push(GitKeeper? git)
    {
        // What the remote and the store grow by shows that the bytes went there.
        Contender ours = new(StoreRace.Ours, _ => Ours("Push", remote = NewRemote())) { Stores = () => remote };
        Measure($"push of {files} to a folder", [ours, .. Git(git, (peer, round) => Committed(peer, round).Push(gitRemote = peer.NewRemote())), Copy()],
            PushTarget, $"DVC here: 4.6; {ground.FloorNote((long)scale.RemoteFiles * StoreScale.SmallFile)}");
        Measure($"push of {files}, nothing new", [new(StoreRace.Ours, _ => Ours("Push", remote)), .. Git(git, (peer, _) => peer.Push(gitRemote))], NoOpTarget, "DVC here: 1.4");
    }

    private void Pull(GitKeeper? git)
    {
        Contender ours = new(StoreRace.Ours, _ =>
        {
            workspace.EmptyStore(ground);
            return Ours("Pull", remote);
        })
        {
            Stores = () => workspace.StoreFolder,
        };
        Measure($"pull of {files} from a folder", [ours, .. Git(git, (peer, _) => peer.Clone(gitRemote, ground.NewPath("clone"))), Copy()], PullTarget, "DVC here: 3.4; git clones");
    }

    private Command Ours(string target, string folder) => workspace.Host("--target", target, "--remote", folder);

    private string NewRemote() => Directory.CreateDirectory(ground.NewPath("remote")).FullName;

    private static IEnumerable<Contender> Git(GitKeeper? git, Func<GitKeeper, int, Command> command) => git is null ? [] : [new("git", round => command(git, round))];

    private static GitKeeper Committed(GitKeeper git, int round)
    {
        if (round > 0) return git;
        git.Begin();
        git.Add().Run();
        git.Commit();
        return git;
    }

    private Contender Copy()
    {
        var to = ground.NewPath("copy");
        return new("cp -r", _ => new Command("cp", ["-r", tree, to], ground.Folder)) { IsFloor = true, Once = true, After = () => ground.Discard(to) };
    }

    private void Measure(string what, IReadOnlyList<Contender> contenders, double target, string note)
    {
        var race = new StoreRace(ground, rounds);
        rows.Add(what, ground, race, race.Run(contenders), target, note);
    }
}
