using FsCheck;
using FsCheck.Fluent;
using Levain.Collection;
using Levain.Store;

namespace Levain.Tests.Collection;

/// <summary>Objects in packs: dead records go, live ones stay, and many files become few.</summary>
public sealed class PackedTests : IDisposable
{
    private readonly CollectedStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void A_pack_is_written_anew_without_what_is_dead_and_stays_as_old()
    {
        var (live, dead) = store.PutMany("a");
        store.LockData(CollectedStore.Snapshot("live", live));
        var before = Assert.Single(store.Files(".levain/packs"));
        File.SetLastWriteTimeUtc(before, new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        var size = new FileInfo(before).Length;

        store.Collect();

        var after = Assert.Single(store.Files(".levain/packs"));
        Assert.NotEqual(before, after);
        Assert.True(new FileInfo(after).Length < size);
        Assert.Equal(new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc), File.GetLastWriteTimeUtc(after));
        Assert.True(store.HasWhole(live));
        Assert.False(store.Reads(dead.Digest));
    }

    [Fact]
    public void A_pack_without_anything_live_goes()
    {
        store.PutMany("a");

        store.Collect();

        Assert.Empty(store.Files(".levain/packs"));
    }

    [Fact]
    public void A_young_pack_stays_whole()
    {
        var (left, right) = store.PutMany("a");

        store.Collect(new CollectionOptions());

        Assert.True(store.HasWhole(left) && store.HasWhole(right));
    }

    [Fact]
    public void A_large_object_keeps_its_chunks()
    {
        var (live, dead) = (store.PutLarge("live.bin", 1), store.PutLarge("dead.bin", 2));
        store.LockData(CollectedStore.Snapshot("live", live));

        store.Collect();

        Assert.True(store.Reads(live.Digest));
        Assert.False(store.Reads(dead.Digest));
    }

    [Fact]
    public void A_process_that_still_holds_a_removed_pack_open_does_not_take_it_for_the_store()
    {
        var (left, _) = store.PutMany("a");
        var other = new FileContentStore(StoreFolder.Open(store.Path(".levain")));
        Assert.False(other.Has(Digest.Of("nothing")));
        var file = other.ReadTree(left.Digest).Entries[0].Digest;
        foreach (var lease in Directory.GetFiles(store.Path(".levain/leases"))) File.Delete(lease);
        store.Collect();

        Assert.False(other.Has(file));
        other.Put("a left 0"u8);
        Assert.True(store.Reads(Digest.Of("a left 0")));
    }

    [Fact]
    public void Many_loose_objects_become_a_pack()
    {
        var digests = new List<Digest>();
        store.ForgetLeases(() =>
        {
            var content = new FileContentStore(store.Folder);
            for (var i = 0; i <= Compaction.ManyLoose; i++) digests.Add(content.Put(System.Text.Encoding.UTF8.GetBytes($"loose {i}")));
        });

        Compaction.RunIfWorthIt(store.Folder, TestContext.Current.CancellationToken);

        Assert.Empty(store.Files(".levain/objects"));
        Assert.Single(store.Files(".levain/packs"));
        var reader = new FileContentStore(store.Folder);
        Assert.All(digests, digest => Assert.Equal(digest, Digest.Of(reader.Read(digest))));
    }

    [Fact]
    public void Small_packs_become_one_and_records_that_were_lost_are_dropped()
    {
        var trees = Enumerable.Range(0, Compaction.ManyPacks + 1).Select(i => store.PutMany($"{i}")).ToList();
        store.LockData([.. trees.SelectMany((tree, i) => new[] { CollectedStore.Snapshot($"left{i}", tree.Left), CollectedStore.Snapshot($"right{i}", tree.Right) })]);

        store.Collect();

        Assert.Single(store.Files(".levain/packs"));
        Assert.All(trees, tree => Assert.True(store.HasWhole(tree.Left) && store.HasWhole(tree.Right)));
    }

    [Fact]
    public void Whatever_is_kept_is_whole_and_nothing_else_is_left()
    {
        var trees = Enumerable.Range(0, 4).Select(i => store.PutMany($"{i % 3} {i}")).SelectMany(pair => new[] { pair.Left, pair.Right }).Concat([store.PutTree("x"), store.PutTree("y")]).ToList();
        var reader = new QuietReader(store.Folder);
        var below = trees.ToDictionary(tree => tree, tree => Below(reader, tree.Digest));
        var every = below.Values.SelectMany(each => each).ToHashSet();

        // A marking keeps a digest exactly when a root that was chosen reaches it.
        Prop.ForAll(Gen.ListOf(Gen.Elements(trees.ToArray())).ToArbitrary(), chosen =>
        {
            var marking = new Marking(reader);
            foreach (var tree in chosen) marking.Keep(new Root(RootKind.Output, tree.Digest, "", ""));
            var expected = chosen.SelectMany(tree => below[tree]).ToHashSet();
            return every.All(digest => marking.KeepsObject(digest) == expected.Contains(digest)) && marking.Objects == expected.Count;
        }).QuickCheckThrowOnFailure();
    }

    private static HashSet<Digest> Below(QuietReader reader, Digest root)
    {
        var all = new HashSet<Digest> { root };
        foreach (var entry in reader.TryReadListing(root)?.Entries ?? []) all.UnionWith(Below(reader, entry.Digest));
        return all;
    }
}
