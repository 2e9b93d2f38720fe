using Levain.Locks;
using Levain.Tables.Sources;

namespace Levain.Tables.Tests.Sources;

/// <summary>Sources that are trees of many files: globs, lists of URLs, objects of a bucket.</summary>
public sealed class TreeSourceTests : IDisposable
{
    private readonly WebServer server = new();
    private readonly SourceWorkspace workspace = new();

    [Fact]
    public async Task A_glob_is_the_tree_below_its_fixed_part()
    {
        foreach (var path in (string[])["data/b/2.csv", "data/a.csv", "data/b/1.csv", "data/b/x.txt", "data/.levain/9.csv", "other/3.csv"]) workspace.Write(path, path);

        var pinned = await workspace.LockAsync("data/**/*.csv");

        Assert.Equal(["/a.csv", "/b/1.csv", "/b/2.csv"], workspace.TextsOf(pinned.Content).Keys);
        Assert.Equal("data/b/2.csv", workspace.TextsOf(pinned.Content)["/b/2.csv"]);
        Assert.Equal(3, pinned.Files);
    }

    [Fact]
    public async Task A_glob_gives_the_same_digest_as_the_folder_with_just_these_files()
    {
        foreach (var path in (string[])["data/b/2.csv", "data/a.csv"]) workspace.Write(path, path);

        Assert.Equal((await workspace.LockAsync("data")).Content, (await workspace.LockAsync("data/**.csv")).Content);
    }

    [Fact]
    public async Task A_glob_follows_what_changes_and_is_read_again_for_a_build()
    {
        workspace.Write("data/a.csv", "one");
        await workspace.LockAsync("data/*.csv");
        workspace.Write("data/a.csv", "another");
        var pinned = await workspace.LockAsync();
        using var clone = workspace.Clone();
        clone.Write("data/a.csv", "another");

        Assert.Equal($"a.csv {Digest.Of("another").Brief}", clone.SeenBy(await clone.BuildAsync()));
        Assert.Equal("another", workspace.TextsOf(pinned.Content)["/a.csv"]);
    }

    [Fact]
    public async Task A_glob_without_a_match_is_refused() =>
        Assert.Contains("`nothing/*.csv`, which no file matches", (await workspace.RefusedLockAsync("nothing/*.csv")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_list_of_urls_is_a_tree_with_a_digest_for_each_part()
    {
        List("1.json", "2.json");

        var pinned = await workspace.LockAsync("urls:list.txt");

        Assert.Equal([("1.json", Digest.Of("match 1.json")), ("2.json", Digest.Of("match 2.json"))], pinned.Parts.Select(part => (part.Name, part.Digest)));
        Assert.Equal(new Dictionary<string, string> { ["/1.json"] = "match 1.json", ["/2.json"] = "match 2.json" }, workspace.TextsOf(pinned.Content));
        Assert.Equal(pinned, DataLock.Load(Path.Combine(workspace.Root, "data.lock.json")).Find("public", "data"));
    }

    [Fact]
    public async Task Hundreds_of_urls_are_one_tree()
    {
        List([.. Enumerable.Range(0, 300).Select(i => $"{i}.json")]);

        var pinned = await workspace.LockAsync("urls:list.txt");

        Assert.Equal((300L, 300), (pinned.Files, server.Requests.Count));
    }

    [Fact]
    public async Task Only_what_changed_is_fetched_again()
    {
        List("1.json", "2.json", "3.json");
        await workspace.LockAsync("urls:list.txt");
        server.Requests.Clear();
        server.Put("2.json", "after the match");
        List("1.json", "3.json", "4.json", "-2.json");

        var pinned = await workspace.LockAsync();

        Assert.Equal(["GET 1.json 304", "GET 2.json 200", "GET 3.json 304", "GET 4.json 200"], server.Requests.Order(StringComparer.Ordinal));
        Assert.Equal("after the match", workspace.TextsOf(pinned.Content)["/2.json"]);
    }

    [Fact]
    public async Task A_clone_fetches_what_it_lacks_and_nothing_else()
    {
        List("1.json", "2.json");
        var pinned = await workspace.LockAsync("urls:list.txt");
        using var clone = workspace.Clone();
        clone.Contents.Put("match 1.json"u8);
        server.Requests.Clear();

        var report = await clone.BuildAsync();

        Assert.Equal($"1.json {pinned.Parts[0].Digest.Brief}\n2.json {pinned.Parts[1].Digest.Brief}", clone.SeenBy(report));
        Assert.Equal(["GET 2.json 200"], server.Requests);
    }

    [Fact]
    public async Task One_part_that_changed_since_it_was_pinned_is_refused_by_its_name()
    {
        List("1.json", "2.json");
        await workspace.LockAsync("urls:list.txt");
        using var clone = workspace.Clone();
        server.Put("2.json", "other");

        var report = await clone.BuildAsync();

        Assert.StartsWith($"snapshot `data`: `{server.UrlOf("2.json")}` gave {Digest.Of("other")} instead of", SourceWorkspace.ErrorOf(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_the_list_names_no_more_is_told()
    {
        List("1.json", "2.json");
        await workspace.LockAsync("urls:list.txt");
        using var clone = workspace.Clone();
        clone.Write("list.txt", server.UrlOf("2.json"));

        var report = await clone.BuildAsync();

        Assert.Equal("snapshot `data` has `1.json`, which list `list.txt` does not name any more", SourceWorkspace.ErrorOf(report));
    }

    [Fact]
    public async Task A_digest_in_the_list_must_be_met()
    {
        List("1.json");
        workspace.Write("list.txt", $"{Digest.Of("something else")} {server.UrlOf("1.json")}");

        var error = await workspace.RefusedLockAsync("urls:list.txt");

        Assert.Contains($"instead of {Digest.Of("something else")}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_for_a_whole_list_is_refused()
    {
        List("1.json");

        Assert.IsType<UsageException>(await workspace.RefusedLockAsync("urls:list.txt", Digest.Of("x")));
    }

    [Fact]
    public async Task One_url_that_fails_leaves_the_lock_as_it_was_and_the_others_where_they_are()
    {
        List("1.json", "2.json", "3.json");
        workspace.Options = workspace.Options with { Jobs = 1 };
        server.Misdeeds = (path, _) => path == "3.json" ? Misdeed.Missing : Misdeed.None;
        var error = await workspace.RefusedLockAsync("urls:list.txt");
        server.Misdeeds = (_, _) => Misdeed.None;
        server.Requests.Clear();

        await workspace.LockAsync("urls:list.txt");

        Assert.Contains("3.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("GET 3.json 200", server.Requests);
        Assert.Contains(server.Requests, request => request.EndsWith(" 304", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_anybody_who_speaks_to_a_bucket_that_is_one_sentence()
    {
        var error = await workspace.RefusedLockAsync("s3://bucket/shots.csv");

        Assert.Equal("`s3://bucket/shots.csv` cannot be fetched: nothing here speaks to `s3://` yet", error.Message);
    }

    [Fact]
    public async Task A_prefix_of_a_bucket_is_a_tree_of_which_only_changes_are_fetched()
    {
        var bucket = new BucketInMemory { ["shots/1.csv"] = "one", ["shots/b/2.csv"] = "two", ["shots/b/"] = "", ["goals/3.csv"] = "three" };
        workspace.Options = workspace.Options with { ObjectStores = [bucket] };
        var pinned = await workspace.LockAsync("s3://bucket/shots/");
        bucket["shots/1.csv"] = "one more";
        bucket.Opened.Clear();
        var later = await workspace.LockAsync();
        using var clone = workspace.Clone();

        Assert.Equal(new Dictionary<string, string> { ["/1.csv"] = "one", ["/b/2.csv"] = "two" }, workspace.TextsOf(pinned.Content));
        Assert.Equal(["shots/1.csv"], bucket.Opened);
        Assert.Equal(["1.csv", "b/2.csv"], later.Parts.Select(part => part.Name));
        Assert.Contains(Digest.Of("one more").Brief, clone.SeenBy(await clone.BuildAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_breaks_off_is_gone_on_with()
    {
        var bucket = new BucketInMemory { ["shots.csv"] = new string('x', 5000) };
        bucket.BreaksAt = 2000;
        workspace.Options = workspace.Options with { ObjectStores = [bucket] };

        var pinned = await workspace.LockAsync("s3://bucket/shots.csv");

        Assert.Equal(Digest.Of(new string('x', 5000)), pinned.Content.Digest);
        Assert.Equal(5000, workspace.Moved);
    }

    [Fact]
    public async Task An_object_that_leads_out_of_its_folder_is_refused()
    {
        workspace.Options = workspace.Options with { ObjectStores = [new BucketInMemory { ["shots/../../x"] = "bad" }] };

        Assert.Contains("leads out of the archive", (await workspace.RefusedLockAsync("s3://bucket/shots/")).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        workspace.Dispose();
        server.Dispose();
    }

    // A name with a `-` before it is on the server already, and stays as it is.
    private void List(params string[] names)
    {
        foreach (var name in names.Where(name => name[0] != '-')) server.Put(name, $"match {name}");
        workspace.Write("list.txt", string.Join('\n', names.Select(name => server.UrlOf(name.TrimStart('-')))));
    }
}
