using Levain.Collection;
using Levain.Store;

namespace Levain.Tests.Collection;

/// <summary>What nothing needs goes; what anything needs stays, wherever that is said.</summary>
public sealed class RootTests(ITestOutputHelper output) : IDisposable
{
    private readonly CollectedStore store = new(git: true);

    public void Dispose() => store.Dispose();

    [Fact]
    public void What_no_lock_names_goes_and_what_one_names_stays_with_its_log_and_its_code()
    {
        var (live, dead) = (store.PutAction("live"), store.PutAction("dead"));
        store.Lock("tea", live);

        store.Collect();

        Assert.True(store.HasAction(live.Digest));
        Assert.All([live.Output.Digest, live.Log!.Value, live.Code!.Value], digest => Assert.True(store.Has(digest)));
        Assert.False(store.HasAction(dead.Digest));
        Assert.All([dead.Output.Digest, dead.Log!.Value, dead.Code!.Value], digest => Assert.False(store.Has(digest)));
    }

    [Fact]
    public void A_tree_keeps_all_that_is_below_it()
    {
        var (live, dead) = (store.PutTree("live"), store.PutTree("dead"));
        store.LockData(CollectedStore.Snapshot("shots", live));

        store.Collect();

        Assert.True(store.HasWhole(live));
        Assert.False(store.Has(dead.Digest));
        Assert.Equal(4, store.Files(".levain/objects").Count);
    }

    [Theory]
    [InlineData("branch")]
    [InlineData("tag")]
    [InlineData("annotated tag")]
    [InlineData("detached HEAD")]
    [InlineData("remote branch")]
    [InlineData("stash")]
    [InlineData("older stash")]
    [InlineData("untracked file in a stash")]
    [InlineData("worktree's branch")]
    [InlineData("worktree's files")]
    public void What_a_lock_names_stays_at(string place)
    {
        store.Commit();
        var needed = store.PutAction("needed");
        store.Lock("tea", needed);
        if (!place.Contains("stash", StringComparison.Ordinal)) store.Commit();
        Hide(place);
        Assert.False(File.Exists(store.Path("models/tea/model.lock.json")) || Directory.GetFiles(store.Path(".levain/leases")).Length > 0, "the working tree and no process must need it");

        store.Collect();

        Assert.True(store.HasAction(needed.Digest) && store.Has(needed.Output.Digest), $"what {place} needs was collected");
    }

    // Leaves the lock in one place alone.
    private void Hide(string place)
    {
        switch (place)
        {
            case "branch": store.Git("branch", "kept"); break;
            case "tag": store.Git("tag", "kept"); break;
            case "annotated tag": store.Git("tag", "--annotate", "--message", "kept", "kept"); break;
            case "remote branch": store.Git("update-ref", "refs/remotes/origin/kept", "HEAD"); break;
            case "worktree's branch": store.Git("worktree", "add", "--quiet", "--detach", store.Path("../" + Path.GetFileName(store.Root) + "-tree")); break;
            case "detached HEAD":
                store.Git("checkout", "--quiet", "--detach");
                store.Git("branch", "--quiet", "--force", "main", "HEAD~1");
                File.Delete(store.Path("models/tea/model.lock.json"));
                return;
            case "stash":
                store.Git("add", "--all");
                store.Git("stash", "--quiet");
                return;
            case "untracked file in a stash":
                store.Git("stash", "--quiet", "--include-untracked");
                return;
            case "older stash":
                store.Git("add", "--all");
                store.Git("stash", "--quiet");
                File.WriteAllText(store.Path("other.txt"), "other");
                store.Git("add", "--all");
                store.Git("stash", "--quiet");
                return;
            case "worktree's files":
                var tree = store.Path("../" + Path.GetFileName(store.Root) + "-tree");
                store.Git("worktree", "add", "--quiet", "-b", "other", tree, "HEAD~1");
                Directory.CreateDirectory(Path.Combine(tree, "models/tea"));
                File.Copy(store.Path("models/tea/model.lock.json"), Path.Combine(tree, "models/tea/model.lock.json"));
                break;
        }

        store.Git("reset", "--quiet", "--hard", "HEAD~1");
    }

    [Fact]
    public void Ten_thousand_refs_are_asked_in_a_handful_of_processes()
    {
        store.Commit();
        var needed = store.PutAction("needed");
        store.Lock("tea", needed);
        store.Commit();
        WriteRefs(10_000);
        var started = TimeProvider.System.GetTimestamp();

        var report = new GitRoots(store.Root, []).Read(TestContext.Current.CancellationToken);

        output.WriteLine($"{report.Summary} in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.00} s");
        Assert.Equal("git: 10003 refs at 1001 commits, 0 other worktrees, 1 different lock", report.Summary);
        Assert.Contains(report.Roots, root => root.Digest == needed.Digest);
    }

    // A thousand commits, and ten names for each.
    private void WriteRefs(int count)
    {
        var import = new System.Text.StringBuilder();
        for (var i = 0; i < count / 10; i++)
            import.Append(System.Globalization.CultureInfo.InvariantCulture, $"commit refs/many/{i}-0\nmark :{i + 1}\ncommitter test <test@example.invalid> {i} +0000\ndata 1\nx\nfrom refs/heads/main^0\n\n");
        for (var i = 0; i < count / 10; i++)
            for (var j = 1; j < 10; j++) import.Append(System.Globalization.CultureInfo.InvariantCulture, $"reset refs/many/{i}-{j}\nfrom :{i + 1}\n\n");
        File.WriteAllText(store.Path(".git/import"), import.ToString());
        Store.TemporaryFolder.Run("sh", "-c", $"git -C '{store.Root}' fast-import --quiet < '{store.Path(".git/import")}'");
        store.Git("pack-refs", "--all");
    }

    [Fact]
    public void A_workspace_below_the_top_of_its_repository_has_the_roots_of_its_own_folder()
    {
        var needed = store.PutAction("needed");
        store.Lock("tea", needed);
        Directory.CreateDirectory(store.Path("below"));
        Directory.Move(store.Path("models"), store.Path("below/models"));
        store.Commit();
        ReadOnlyTree.TryDelete(store.Path("below/models"));

        var roots = new GitRoots(store.Path("below"), []).Read(TestContext.Current.CancellationToken);

        Assert.Contains(roots.Roots, root => root.Digest == needed.Output.Digest);
        Assert.Empty(new GitRoots(store.Root, []).Read(TestContext.Current.CancellationToken).Roots);
    }

    [Fact]
    public void Without_a_repository_the_working_tree_alone_counts_and_that_is_said()
    {
        using var plain = new CollectedStore();
        var live = plain.PutAction("live");
        plain.Lock("tea", live);

        var report = plain.Collect();

        Assert.True(plain.HasAction(live.Digest));
        Assert.Equal(["the working tree: 1 lock", "git: no repository here, so only the working tree counts", "leases: 0 processes at work"], report.Roots);
    }

    [Fact]
    public void A_lock_that_cannot_be_read_at_any_branch_stops_the_collection_unless_the_branch_is_named()
    {
        Directory.CreateDirectory(store.Path("models/tea"));
        File.WriteAllText(store.Path("models/tea/model.lock.json"), "{ \"schema\": \"levain.model-lock/99\" }");
        store.Commit();
        store.Git("branch", "newer");
        File.Delete(store.Path("models/tea/model.lock.json"));
        store.Git("commit", "--quiet", "--all", "--amend", "--message", "none");
        var dead = store.Put("dead");

        var error = Assert.Throws<BuildException>(() => store.Collect());

        Assert.StartsWith("the lock at branch `newer` cannot be read, so nobody can tell what it needs: models/tea/model.lock.json:1:", error.Message, StringComparison.Ordinal);
        Assert.True(store.Has(dead));
        store.Collect(without: ["newer"]);
        Assert.False(store.Has(dead));
    }

    [Fact]
    public void A_repository_that_git_refuses_stops_the_collection()
    {
        File.WriteAllText(store.Path(".git/HEAD"), "nonsense");
        var dead = store.Put("dead");

        Assert.StartsWith("`git rev-parse --show-prefix` failed", Assert.Throws<BuildException>(() => store.Collect()).Message, StringComparison.Ordinal);
        Assert.True(store.Has(dead));
    }

    [Fact]
    public void A_damaged_folder_stops_the_collection()
    {
        var tree = store.PutTree("live");
        store.LockData(CollectedStore.Snapshot("shots", tree));
        Store.TemporaryFolder.Flip(store.ObjectPath(tree.Digest), 60);

        Assert.StartsWith($"folder `{tree.Digest}` is damaged", Assert.Throws<BuildException>(() => store.Collect()).Message, StringComparison.Ordinal);
        Assert.Equal(4, store.Files(".levain/objects").Count);
    }
}
