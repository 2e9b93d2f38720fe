using Levain.Actions;
using Levain.Collection;
using Levain.Locks;
using Levain.Remotes;
using Levain.Store;
using Levain.Tests.Collection;

namespace Levain.Tests.Remotes;

/// <summary>What is damaged or gone in a store comes back from a remote that has it in packs of its own.</summary>
public sealed class RemoteRepairTests : IDisposable
{
    private readonly CollectedStore store = new();
    private readonly string folder = Directory.CreateTempSubdirectory("levain-remote-").FullName;
    private readonly ActionRecord small, large;
    private readonly Snapshot shots;

    public RemoteRepairTests()
    {
        small = store.PutAction("small");
        large = small with { Key = new ActionKey([new("stage", "large")]).Parts, Output = store.PutMany("tree").Left };
        store.ForgetLeases(() => new ActionCache(store.Folder).Record(large));
        shots = CollectedStore.Snapshot("shots", store.PutLarge("data/shots", 7)) with { Source = "data/shots" };
        SnapshotRecords.Record(store.Folder, shots);
        File.Delete(store.Path("data/shots"));
        store.Lock("tea", small, large);
        store.LockData(shots);
    }

    [Theory]
    [InlineData("object damaged")]
    [InlineData("record of a pack damaged")]
    [InlineData("chunk damaged")]
    [InlineData("pack of a snapshot gone")]
    [InlineData("all packs cut off")]
    public async Task What_a_remote_has_is_fetched_from_it(string damage)
    {
        await PushAsync();
        Do(damage);

        var report = Repair(cancellation: TestContext.Current.CancellationToken);

        Assert.True(report.IsClean, string.Join("; ", report.Findings));
        Assert.Contains(report.Findings, finding => finding.Advice.EndsWith($"fetched from remote `{folder}`", StringComparison.Ordinal));
        Assert.True(store.HasWhole(shots.Content) && store.Reads(shots.Content.Digest));
        Assert.True(damage == "all packs cut off" || (store.HasWhole(small.Output) && store.HasWhole(large.Output)));
        Assert.Empty(Inspection().Check(cancellation: TestContext.Current.CancellationToken).Findings);
    }

    [Fact]
    public async Task What_no_place_has_is_lost_for_good()
    {
        await PushAsync();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "cas"), "*", SearchOption.AllDirectories)) Store.TemporaryFolder.Flip(path, (int)new FileInfo(path).Length / 2);
        Do("pack of a snapshot gone");

        var finding = Assert.Single(Repair(cancellation: TestContext.Current.CancellationToken).Findings);

        Assert.Equal((true, false, "lost for good unless `data/shots` comes back or a mirror or a remote has it"), (finding.Lost, finding.Repaired, finding.Advice));
    }

    [Fact]
    public void A_remote_that_is_not_there_is_told_once_and_counts_as_one_that_has_nothing()
    {
        Do("pack of a snapshot gone");
        Directory.Delete(folder);
        var notices = new List<string>();

        var report = Repair(notices.Add, TestContext.Current.CancellationToken);

        Assert.False(report.IsClean);
        Assert.Equal($"there is no folder `{folder}` for a remote: nothing is fetched from there", Assert.Single(notices));
    }

    public void Dispose()
    {
        store.Dispose();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private Inspection Inspection(params IObjectSource[] sources) => new(store.Folder, store.Root, [new WorkingTreeRoots(store.Root)], sources);

    private CheckReport Repair(Action<string>? noticed = null, CancellationToken cancellation = default)
    {
        var location = RemoteLocation.Parse(folder, inCi: false, "/");
        using var source = new RemoteSource(new RemoteOpening(new RemoteCredentials(_ => null), [location]), location, store.Folder, noticed ?? (_ => { }), patience: Patience.Little);
        return Inspection(source).Repair(cancellation: cancellation);
    }

    private async Task PushAsync()
    {
        using var remote = new FolderRemote(folder);
        using var writer = new RemoteWriter(remote, new FileContentStore(store.Folder), store.Folder, new NoticedOnly(_ => { }), jobs: 2, dryRun: false);
        foreach (var content in new[] { small.Output, Content.File(small.Log!.Value), Content.File(small.Code!.Value), large.Output, shots.Content })
            Assert.NotNull(await writer.PushAsync(content, TestContext.Current.CancellationToken));
        store.ForgetLeases(() => { });
    }

    private void Do(string damage)
    {
        var packs = store.Files(".levain/packs").OrderBy(path => new FileInfo(path).Length).ToList();
        switch (damage)
        {
            case "object damaged": Store.TemporaryFolder.Flip(store.ObjectPath(small.Output.Digest), 3); break;
            case "record of a pack damaged": Store.TemporaryFolder.Flip(packs[0], Levain.Store.Packs.PackFile.Open(packs[0]).Find(large.Output.Digest)!.Value.Offset + 20); break;
            case "chunk damaged": Store.TemporaryFolder.Flip(packs[^1], 14 + 37 + 2000); break;
            case "pack of a snapshot gone": File.Delete(packs[^1]); break;
            case "all packs cut off":
                foreach (var pack in packs)
                {
                    var bytes = File.ReadAllBytes(pack);
                    File.Delete(pack);
                    File.WriteAllBytes(pack, bytes[..700]);
                }

                break;
            default: throw new ArgumentException(damage);
        }
    }
}
