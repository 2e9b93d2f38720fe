using Levain.Actions;
using Levain.Collection;
using Levain.Store;

namespace Levain.Tests.Collection;

/// <summary>A collection that is killed at any step leaves a store that is whole, and the next one finishes.</summary>
public sealed class InterruptedTests : IDisposable
{
    private readonly CollectedStore store = new();
    private readonly ActionRecord live, dead;
    private readonly Content liveTree, deadTree, livePacked, deadPacked;

    public InterruptedTests()
    {
        (live, dead, liveTree, deadTree) = (store.PutAction("live"), store.PutAction("dead"), store.PutTree("live"), store.PutTree("dead"));
        (livePacked, deadPacked) = store.PutMany("packed");
        store.Lock("tea", live);
        store.LockData(CollectedStore.Snapshot("shots", liveTree), CollectedStore.Snapshot("packed", livePacked));
        store.ForgetLeases(() => new FileContentStore(store.Folder).Materialize(deadTree));
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public void A_collection_may_end_at_every_step()
    {
        var steps = 0;
        // Each round ends one step later than the one before, until a collection comes to its end.
        for (var ended = false; !ended; steps++)
        {
            var left = steps;
            // What the round before removed is there again, and as dead as before.
            store.PutAction("dead");
            store.PutTree("dead");
            store.PutMany("packed");
            try
            {
                store.Collect(step: _ =>
                {
                    if (left-- == 0) throw new KilledException();
                });
                ended = true;
            }
            catch (KilledException)
            {
            }

            store.ForgetLeases(static () => { });
            Assert.False(Directory.Exists(store.Path(".levain/trash")), "the next start gives back what was taken");
            Assert.True(store.HasAction(live.Digest) && store.Has(live.Output.Digest) && store.HasWhole(liveTree) && store.HasWhole(livePacked));
            Assert.True(!store.HasAction(dead.Digest) || store.Has(dead.Output.Digest), "an action must not name what was collected");
        }

        Assert.True(steps > 15, $"{steps} steps");
        Assert.False(store.HasAction(dead.Digest) || store.Has(dead.Output.Digest) || store.Has(deadTree.Digest) || store.Reads(deadPacked.Digest));
    }

    [Theory]
    [InlineData("marked")]
    [InlineData("planned")]
    [InlineData("locked")]
    [InlineData("out of sight")]
    public void What_is_looked_up_at_any_step_before_the_last_look_at_the_leases_is_kept(string when)
    {
        var content = new FileContentStore(store.Folder);
        var leased = false;
        store.Collect(step: name =>
        {
            if (name != when || leased) return;
            leased = true;
            // Another process would look at the same time: it covers, and may find nothing until the collection lets go of its lock.
            store.Folder.Leases.Cover(deadTree.Digest);
            store.Folder.Leases.Cover(dead.Digest);
            store.Folder.Leases.Cover(deadPacked.Digest);
        });

        Assert.True(content.HasWhole(deadTree) && content.HasWhole(deadPacked));
        Assert.NotNull(new ActionCache(store.Folder).Find(dead.Digest));
        Assert.True(content.Has(dead.Output.Digest));
    }

    [Fact]
    public void Trash_of_a_killed_collection_is_given_back_to_whoever_looks()
    {
        var content = new FileContentStore(store.Folder);
        store.Folder.Trash.Take(store.ObjectPath(dead.Output.Digest));
        store.Folder.Trash.Take(store.ActionPath(dead.Digest));

        Assert.NotNull(new ActionCache(store.Folder).Find(dead.Digest));
        Assert.Equal("dead output", System.Text.Encoding.UTF8.GetString(content.Read(dead.Output.Digest)));
        Assert.False(Directory.Exists(store.Path(".levain/trash")));
    }

    [Fact]
    public async Task Whoever_looks_while_something_is_out_of_sight_waits_and_finds_it()
    {
        var content = new FileContentStore(store.Folder);
        Task<bool>? looking = null;
        store.Collect(step: name =>
        {
            if (name != "out of sight" || store.Has(dead.Output.Digest) || looking is not null) return;
            using var covered = new ManualResetEventSlim();
            looking = Task.Run(() =>
            {
                store.Folder.Leases.Cover(dead.Output.Digest);
                covered.Set();
                return content.Has(dead.Output.Digest);
            });
            covered.Wait(TestContext.Current.CancellationToken);
        });

        Assert.True(await looking!);
        Assert.Equal("dead output", System.Text.Encoding.UTF8.GetString(content.Read(dead.Output.Digest)));
    }

    private sealed class KilledException : Exception;
}
