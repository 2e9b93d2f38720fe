using System.Text.RegularExpressions;
using Levain.Actions;
using Levain.Collection;
using Levain.Locks;
using Levain.Store;
using Levain.Testing;

namespace Levain.Tests.Collection;

/// <summary>Every damage is found, told with what it means, and repaired.</summary>
public sealed partial class InspectionTests : IDisposable
{
    private readonly CollectedStore store = new();
    private readonly ActionRecord action, treeAction;
    private readonly Snapshot snapshot;

    public InspectionTests()
    {
        action = store.PutAction("small");
        var (left, _) = store.PutMany("tree");
        treeAction = action with { Key = new ActionKey([new("stage", "tree")]).Parts, Output = left };
        var folderAction = action with { Key = new ActionKey([new("stage", "folder")]).Parts, Output = store.PutTree("folder") };
        store.ForgetLeases(() =>
        {
            new ActionCache(store.Folder).Record(treeAction);
            new ActionCache(store.Folder).Record(folderAction);
            new FileContentStore(store.Folder).Materialize(left);
        });
        snapshot = CollectedStore.Snapshot("shots", store.PutLarge("data/shots", 7)) with { Source = "data/shots" };
        SnapshotRecords.Record(store.Folder, snapshot);
        store.Lock("tea", action, treeAction);
        store.LockData(snapshot);
    }

    public void Dispose() => store.Dispose();

    private Inspection Inspection(params IObjectSource[] sources) => new(store.Folder, store.Root, [new WorkingTreeRoots(store.Root)], sources);

    [Fact]
    public void A_good_store_is_clean() => Assert.Empty(Inspection().Check(cancellation: TestContext.Current.CancellationToken).Findings);

    [Fact]
    public void What_never_came_or_was_collected_is_a_miss_and_no_damage()
    {
        foreach (var digest in new[] { action.Output.Digest, action.Log!.Value, action.Code!.Value }) File.Delete(store.ObjectPath(digest));
        File.Delete(store.Files(".levain/packs").Single(path => new FileInfo(path).Length < 1 << 20));

        Assert.Empty(Inspection().Check(cancellation: TestContext.Current.CancellationToken).Findings);
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "bit of a loose object", "object " },
        { "loose object cut off", "object " },
        { "file of a folder deleted", "missing object: it needs file " },
        { "bit of a packed file", "packed object " },
        { "bit of a chunk", "packed object " },
        { "bit of a list of chunks", "packed object " },
        { "bit of the index of a pack", "pack: " },
        { "bit of the end of a pack", "pack: " },
        { "bit of the beginning of a pack", "pack: " },
        { "pack cut off", "pack: " },
        { "pack of chunks deleted", "missing object: " },
        { "bit of an action", "action: " },
        { "action under another name", "action: " },
        { "list of lost records damaged", "cache: " },
        { "note of a snapshot damaged", "note of a snapshot: " },
        { "digit of a note of a snapshot", "note of a snapshot: " },
        { "manifest damaged", "cache: " },
        { "stat cache damaged", "cache: " },
        { "file of somebody else", "stranger: " },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Every_damage_is_found_and_repaired(string damage, string what)
    {
        Do(damage);

        var found = Inspection().Check(cancellation: TestContext.Current.CancellationToken);
        Assert.True(found.Findings.Any(finding => finding.What.StartsWith(what, StringComparison.Ordinal)), $"{damage}: {string.Join("; ", found.Findings)}");
        Assert.False(found.IsClean);

        var repaired = Inspection().Repair(cancellation: TestContext.Current.CancellationToken);
        Assert.True(repaired.IsClean, string.Join("; ", repaired.Findings));
        var after = Inspection().Check(cancellation: TestContext.Current.CancellationToken);
        Assert.True(after.IsClean, string.Join("; ", after.Findings));
        Assert.True(store.Reads(snapshot.Content.Digest), "the source of the snapshot is there, so it was taken again");
    }

    [Fact]
    public void What_a_mirror_has_is_fetched_from_it()
    {
        var mirror = store.Path("mirror/cas");
        Directory.CreateDirectory(mirror);
        File.WriteAllText(Path.Combine(mirror, action.Output.Digest.Hex), "small output");
        File.WriteAllText(Path.Combine(mirror, action.Log!.Value.Hex), "a mirror that lies");
        Store.TemporaryFolder.Flip(store.ObjectPath(action.Output.Digest), 3);
        Store.TemporaryFolder.Flip(store.ObjectPath(action.Log.Value), 3);

        var report = Inspection(new MirrorFolder(store.Path("mirror"))).Repair(cancellation: TestContext.Current.CancellationToken);

        Assert.True(report.IsClean);
        Assert.True(store.Reads(action.Output.Digest));
        Assert.False(store.Reads(action.Log.Value), "what lies is not believed");
    }

    [Fact]
    public void A_snapshot_whose_source_is_gone_is_lost_and_that_is_said_while_a_lock_pins_it()
    {
        File.Delete(store.Path("data/shots"));
        foreach (var pack in store.Files(".levain/packs").Where(path => new FileInfo(path).Length > 1 << 20)) File.Delete(pack);

        var finding = Assert.Single(Inspection().Repair(cancellation: TestContext.Current.CancellationToken).Findings);
        Assert.True(finding.Lost && !finding.Repaired);
        Assert.Equal("snapshot `shots` (public)", finding.Meaning);
        Assert.Equal("lost for good unless `data/shots` comes back or a mirror or a remote has it", finding.Advice);

        store.LockData();
        Assert.True(Assert.Single(Inspection().Repair(cancellation: TestContext.Current.CancellationToken).Findings) is { Lost: true, Repaired: true });
        Assert.Empty(Inspection().Check(cancellation: TestContext.Current.CancellationToken).Findings);
    }

    [Fact]
    public void A_lock_that_cannot_be_read_is_told_and_left_alone()
    {
        File.WriteAllText(store.Path("models/tea/model.lock.json"), "<<<<<<< ours\n");

        var report = Inspection().Repair(cancellation: TestContext.Current.CancellationToken);

        Assert.Equal("models/tea/model.lock.json", Assert.Single(report.Findings).Where);
        Assert.False(report.IsClean);
        Assert.Equal("<<<<<<< ours\n", File.ReadAllText(store.Path("models/tea/model.lock.json")));
    }

    [Fact]
    public void What_is_found_reads_as_verified()
    {
        Do("bit of a loose object");
        Do("bit of a packed file");
        Do("bit of an action");

        Verified.Text(string.Join('\n', Inspection().Check(cancellation: TestContext.Current.CancellationToken).Findings.Select(finding => $"{PackName().Replace(finding.Where, "‹pack›.pack")}\n  {finding.What}\n  {finding.Meaning}\n  {finding.Advice}")));
    }

    [Fact]
    public async Task After_a_repair_the_next_build_makes_what_is_gone()
    {
        using var workspace = new TestWorkspace();
        var pipeline = new FaultHost.FaultPipeline("wide", 1);
        var first = await workspace.BuildAsync(pipeline, TestContext.Current.CancellationToken);
        foreach (var path in Directory.GetFiles(workspace.Workspace.Folder.Objects, "*", SearchOption.AllDirectories)) Store.TemporaryFolder.Flip(path, 0);
        var inspection = new Inspection(workspace.Workspace.Folder, workspace.Root, [new WorkingTreeRoots(workspace.Root)], []);

        Assert.True(inspection.Repair(cancellation: TestContext.Current.CancellationToken).IsClean);

        Assert.Empty(inspection.Check(cancellation: TestContext.Current.CancellationToken).Findings);
        var again = await workspace.BuildAsync(pipeline, TestContext.Current.CancellationToken);
        Assert.False(again.Failed);
        Assert.Equal(first.Outcomes.Select(outcome => outcome.Output), again.Outcomes.Select(outcome => outcome.Output));
    }

    private void Do(string damage)
    {
        var small = store.Files(".levain/packs").Single(path => new FileInfo(path).Length < 1 << 20);
        var large = store.Files(".levain/packs").Single(path => new FileInfo(path).Length > 1 << 20);
        var objectPath = store.ObjectPath(action.Output.Digest);
        switch (damage)
        {
            case "bit of a loose object": Store.TemporaryFolder.Flip(objectPath, 3); break;
            case "loose object cut off": CutOff(objectPath, 4); break;
            case "file of a folder deleted": File.Delete(store.ObjectPath(Digest.Of("folder deep"))); break;
            case "bit of a packed file":
                // Which record is the first of a pack is up to the threads that wrote it.
                Store.TemporaryFolder.Flip(small, Levain.Store.Packs.PackFile.Open(small).Find(Digest.Of("tree left 3"))!.Value.Offset + 2);
                break;
            case "bit of a chunk": Store.TemporaryFolder.Flip(large, 14 + 37 + 2000); break;
            case "bit of a list of chunks":
                Store.TemporaryFolder.Flip(large, Levain.Store.Packs.PackFile.Open(large).Find(snapshot.Content.Digest)!.Value.Offset + 20);
                break;
            case "bit of the index of a pack": Store.TemporaryFolder.Flip(small, new FileInfo(small).Length - 60 - 8 - 53); break;
            case "bit of the end of a pack": Store.TemporaryFolder.Flip(small, new FileInfo(small).Length - 1); break;
            case "bit of the beginning of a pack": Store.TemporaryFolder.Flip(small, 14 + 5); break;
            case "pack cut off": CutOff(small, 700); break;
            case "pack of chunks deleted": File.Delete(large); break;
            case "bit of an action": Store.TemporaryFolder.Flip(store.ActionPath(action.Digest), 100); break;
            case "action under another name":
                var other = store.ActionPath(Digest.Of("another"));
                Directory.CreateDirectory(Path.GetDirectoryName(other)!);
                File.Move(store.ActionPath(action.Digest), other);
                break;
            case "list of lost records damaged": File.WriteAllText(Path.ChangeExtension(small, ".lost"), "nonsense"); break;
            case "note of a snapshot damaged": File.WriteAllText(Assert.Single(store.Files(".levain/snapshots")), "nonsense"); break;
            case "digit of a note of a snapshot":
                var note = Assert.Single(store.Files(".levain/snapshots"));
                var hex = snapshot.Content.Digest.Hex;
                File.WriteAllText(note, File.ReadAllText(note).Replace(hex, $"{hex[..^1]}{(hex[^1] == '0' ? '1' : '0')}", StringComparison.Ordinal));
                break;
            case "manifest damaged": Store.TemporaryFolder.Flip(store.Files(".levain/paths").Single(path => path.EndsWith(".manifest", StringComparison.Ordinal)), 50); break;
            case "stat cache damaged": File.WriteAllText(store.Folder.StatCache, "nonsense"); break;
            case "file of somebody else": File.WriteAllText(store.Path(".levain/objects/00/readme.txt"), "hello"); break;
            default: throw new ArgumentException(damage);
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex("[0-9a-f]{64}\\.pack")]
    private static partial System.Text.RegularExpressions.Regex PackName();

    private static void CutOff(string path, int length)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.SetLength(file, length);
    }
}
