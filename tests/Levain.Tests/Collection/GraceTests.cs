using System.Globalization;
using Levain.Actions;
using Levain.Collection;
using Levain.Store;

namespace Levain.Tests.Collection;

/// <summary>What is young stays, what a live process uses stays, and what cannot be made again goes only when it is named.</summary>
public sealed class GraceTests(ITestOutputHelper output) : IDisposable
{
    private readonly CollectedStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void What_is_younger_than_the_grace_stays()
    {
        var (old, young) = (store.PutAction("old", days: 8), store.PutAction("young", days: 6));

        store.Collect(new CollectionOptions());

        Assert.False(store.HasAction(old.Digest) || store.Has(old.Output.Digest));
        Assert.True(store.HasAction(young.Digest) && store.Has(young.Output.Digest) && store.Has(young.Log!.Value));
    }

    [Fact]
    public void A_young_action_keeps_old_objects()
    {
        var action = store.PutAction("made of old bytes", days: 30);
        File.SetLastWriteTimeUtc(store.ActionPath(action.Digest), DateTime.UtcNow);

        store.Collect(new CollectionOptions());

        Assert.True(store.HasAction(action.Digest) && store.Has(action.Output.Digest));
    }

    [Fact]
    public void A_young_folder_keeps_the_old_files_in_it()
    {
        var tree = store.PutTree("young");
        foreach (var path in store.Files(".levain/objects")) CollectedStore.Age(path, path == store.ObjectPath(tree.Digest) ? 0 : 30);

        store.Collect(new CollectionOptions());

        Assert.True(store.HasWhole(tree));
    }

    [Fact]
    public void What_a_live_process_looked_up_stays()
    {
        var (used, unused) = (store.PutAction("used"), store.PutAction("unused"));
        var tree = store.PutTree("used");
        var content = new FileContentStore(store.Folder);
        Assert.NotNull(new ActionCache(store.Folder).Find(used.Digest));
        Assert.True(content.HasWhole(tree));

        store.Collect();

        Assert.True(store.HasAction(used.Digest) && store.Has(used.Output.Digest) && store.Has(used.Log!.Value));
        Assert.False(store.HasAction(unused.Digest) || store.Has(unused.Output.Digest));
        Assert.True(content.HasWhole(tree));
    }

    [Fact]
    public void A_lease_is_one_record_for_each_digest_and_costs_next_to_nothing()
    {
        const int count = 10_000;
        var digests = Enumerable.Range(0, count).Select(i => Digest.Of($"{i}")).ToArray();
        store.Folder.Leases.Cover(Digest.Of("first"));
        var started = TimeProvider.System.GetTimestamp();
        foreach (var digest in digests) Assert.True(store.Folder.Leases.Cover(digest));
        output.WriteLine($"{TimeProvider.System.GetElapsedTime(started).TotalMicroseconds / count:0.0} µs each");

        foreach (var digest in digests) Assert.False(store.Folder.Leases.Cover(digest));
        store.Folder.Leases.Cover([.. digests, Digest.Of("last")]);

        Assert.Equal(32 * (count + 2), new FileInfo(Assert.Single(Directory.GetFiles(store.Path(".levain/leases")))).Length);
        Assert.Equal([Digest.Of("first"), .. digests, Digest.Of("last")], new LeaseFiles(store.Folder).ReadNew());
    }

    [Fact]
    public void A_lease_of_a_dead_process_keeps_nothing()
    {
        var dead = store.Put("dead");
        Store.ChildProcess.Run(["read", store.Path(".levain"), dead.ToString()]);
        Assert.Single(Directory.GetFiles(store.Path(".levain/leases")));

        store.Collect();

        Assert.False(store.Has(dead));
        Assert.Empty(Directory.GetFiles(store.Path(".levain/leases")));
    }

    [Fact]
    public void A_path_that_a_live_process_was_given_stays_and_others_go()
    {
        var (used, unused) = (store.PutTree("used"), store.PutTree("unused"));
        store.ForgetLeases(() => new FileContentStore(store.Folder).Materialize(unused));
        var path = new FileContentStore(store.Folder).Materialize(used);

        store.Collect();

        path.Verify();
        Assert.Equal(2, Directory.GetFileSystemEntries(store.Folder.Paths).Length);
    }

    [Fact]
    public void A_dry_run_removes_nothing_and_names_the_bytes_of_the_real_run()
    {
        store.Lock("tea", store.PutAction("live"));
        store.PutAction("dead");
        store.PutTree("dead");
        store.ForgetLeases(() => new FileContentStore(store.Folder).Materialize(store.PutTree("dead path")));
        var before = Kept();

        var dry = store.Collect(new CollectionOptions { Grace = TimeSpan.Zero, DryRun = true });

        Assert.Equal(before, Kept());
        var real = store.Collect();
        Assert.Equal(dry.Rows, real.Rows);
        Assert.True(real.Bytes > 0);
    }

    [Fact]
    public void A_second_collection_finds_nothing_to_do()
    {
        store.Lock("tea", store.PutAction("live"));
        store.PutAction("dead");
        store.Collect();

        Assert.Equal(0, store.Collect().Bytes);
    }

    [Fact]
    public void A_snapshot_stays_after_no_lock_names_it_until_it_is_named()
    {
        var snapshot = Take("shots", "old shots");
        store.LockData();

        var kept = store.Collect();
        Assert.True(store.Has(snapshot.Content.Digest));
        Assert.Equal([SnapshotChoice.NameOf(snapshot)], kept.Snapshots.Select(each => each.Name));

        store.Collect(new CollectionOptions { Snapshots = ["shots"] });
        Assert.False(store.Has(snapshot.Content.Digest));
        Assert.Empty(SnapshotRecords.Read(store.Folder));
    }

    [Fact]
    public void A_snapshot_that_a_lock_pins_is_refused_and_the_place_is_named()
    {
        var (old, pinned) = (Take("shots", "old shots"), Take("shots", "new shots"));
        store.LockData(pinned);

        var error = Assert.Throws<BuildException>(() => store.Collect(new CollectionOptions { Snapshots = ["public/shots"] }));

        Assert.Equal($"snapshot `{SnapshotChoice.NameOf(pinned)}` is still pinned at the working tree", error.Message);
        Assert.Equal($"name what is not: `--snapshot {SnapshotChoice.NameOf(old)}`", error.Hint);
        Assert.True(store.Has(old.Content.Digest) && store.Has(pinned.Content.Digest));
        store.Collect(new CollectionOptions { Snapshots = [SnapshotChoice.NameOf(old)] });
        Assert.False(store.Has(old.Content.Digest));
        Assert.True(store.Has(pinned.Content.Digest));
    }

    [Fact]
    public void A_snapshot_that_nobody_took_is_refused_with_the_nearest_name()
    {
        Take("shots", "shots");

        var error = Assert.Throws<UsageException>(() => store.Collect(new CollectionOptions { Snapshots = ["shotz"] }));

        Assert.Equal("no snapshot `shotz` was taken into this store", error.Message);
        Assert.Contains("shots", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Scratch_folders_and_damaged_objects_go_when_they_are_old()
    {
        var (old, young) = (Scratch(1), Scratch(2));
        Directory.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-8));
        File.WriteAllText(store.Path(".levain/damaged/one"), "damaged");

        store.Collect(new CollectionOptions());

        Assert.False(Directory.Exists(old));
        Assert.True(Directory.Exists(young) && File.Exists(store.Path(".levain/damaged/one")));
        store.Collect();
        Assert.False(Directory.Exists(young) || File.Exists(store.Path(".levain/damaged/one")));
    }

    private List<string> Kept() => [.. store.Files(".levain").Where(path => !path.Contains("/locks/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private string Scratch(int number)
    {
        var folder = Directory.CreateDirectory(store.Path(string.Create(CultureInfo.InvariantCulture, $".levain/scratch/tea/Brew/{number}.999999999-1-{store.Folder.Boot}"))).FullName;
        File.WriteAllText(Path.Combine(folder, "error.txt"), "it failed");
        return folder;
    }

    private Levain.Locks.Snapshot Take(string name, string text)
    {
        var snapshot = CollectedStore.Snapshot(name, Content.File(store.Put(text)));
        SnapshotRecords.Record(store.Folder, snapshot);
        return snapshot;
    }
}
