using Levain.Locks;

namespace Levain.Tables.Tests.Sources;

/// <summary>Mirrors stand in for sources wherever a digest is known.</summary>
public sealed class MirrorTests : IDisposable
{
    private readonly WebServer server = new(), mirror = new();
    private readonly SourceWorkspace workspace = new();
    private readonly string folder = Directory.CreateTempSubdirectory("levain-mirror-").FullName;

    [Theory]
    [InlineData("deep/down/x.csv", "{0}  deep/down/x.csv\n", true, "by its SHA256SUMS")]
    [InlineData("deep/down/x.csv", "{0} *./deep/down/x.csv\r\n", true, "as binary, from here, with two line ends")]
    [InlineData("deep/down/x.csv", "junk\n\n{0}  deep/down/x.csv", true, "beside other lines")]
    [InlineData("deep/down/x.csv", "", false, "nobody would look there")]
    [InlineData("shots.csv", "", true, "by the end of its address")]
    [InlineData("data", "", true, "by the name of the snapshot")]
    [InlineData("cas/{0}", "", true, "as a cache has it")]
    [InlineData("{0}", "", true, "by its digest")]
    public async Task A_folder_stands_in_for_a_url(string place, string sums, bool found, string why)
    {
        var digest = await PinAsync("shots.csv", "the shots");
        Write(place.Replace("{0}", digest.Hex, StringComparison.Ordinal), "the shots");
        if (sums.Length > 0) Write("SHA256SUMS", sums.Replace("{0}", digest.Hex, StringComparison.Ordinal));
        using var clone = workspace.Clone().Mirrored(folder);
        server.Misdeeds = (_, _) => Misdeed.Missing;

        var report = await clone.BuildAsync();

        Assert.True(found == !report.Failed, why);
    }

    [Fact]
    public async Task A_mirror_is_asked_before_the_source()
    {
        var digest = await PinAsync("shots.csv", "the shots");
        Write("x", "the shots");
        Write("SHA256SUMS", $"{digest.Hex}  x\n");
        using var clone = workspace.Clone().Mirrored(folder);
        server.Requests.Clear();

        clone.SeenBy(await clone.BuildAsync());

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task What_a_list_says_is_hashed_before_it_is_believed()
    {
        var digest = await PinAsync("shots.csv", "the shots");
        Write("x", "not shots");
        Write("SHA256SUMS", $"{digest.Hex}  x\n");
        using var clone = workspace.Clone().Mirrored(folder);

        clone.SeenBy(await clone.BuildAsync());

        Assert.False(clone.Contents.Has(Digest.Of("not shots")));
        Assert.Contains(clone.Notices, notice => notice.Contains("has other bytes in `x`", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../outside.csv")]
    [InlineData("/etc/hostname")]
    [InlineData("a/../../outside.csv")]
    public async Task A_list_leads_nowhere_outside(string path)
    {
        var digest = await PinAsync("shots.csv", "the shots");
        await File.WriteAllTextAsync(Path.Combine(folder, "..", "outside.csv"), "the shots", TestContext.Current.CancellationToken);
        Write("SHA256SUMS", $"{digest.Hex}  {path}\n");
        using var clone = workspace.Clone().Mirrored(folder);
        server.Misdeeds = (_, _) => Misdeed.Missing;

        var report = await clone.BuildAsync();

        File.Delete(Path.Combine(folder, "..", "outside.csv"));
        Assert.True(report.Failed);
    }

    [Theory]
    [InlineData("a b/é.csv", true)]
    [InlineData("cas/{0}", false)]
    public async Task An_address_stands_in_for_a_url(string place, bool listed)
    {
        var digest = await PinAsync("shots.csv", "the shots");
        mirror.Put(place.Replace("{0}", digest.Hex, StringComparison.Ordinal), "the shots");
        if (listed) mirror.Put("SHA256SUMS", $"{digest.Hex}  {place}\n");
        using var clone = workspace.Clone().Mirrored(mirror.Address.ToString());
        server.Requests.Clear();

        clone.SeenBy(await clone.BuildAsync());

        Assert.Empty(server.Requests);
        Assert.Single(mirror.Requests, request => request.Contains("SHA256SUMS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mirror_that_is_down_is_told_once_and_the_source_is_asked()
    {
        server.Put("1.json", "1");
        server.Put("2.json", "2");
        workspace.Write("list.txt", $"{server.UrlOf("1.json")}\n{server.UrlOf("2.json")}\n");
        await workspace.LockAsync("urls:list.txt");
        mirror.Misdeeds = (_, _) => Misdeed.ServerError;
        using var clone = workspace.Clone().Mirrored(mirror.Address.ToString());

        clone.SeenBy(await clone.BuildAsync());

        Assert.EndsWith("going on without it", Assert.Single(clone.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_pin_asks_the_source_whatever_a_mirror_has()
    {
        Write("shots.csv", "old shots");
        server.Put("shots.csv", "new shots");

        var pinned = await workspace.Mirrored(folder).LockAsync(server.UrlOf("shots.csv"));

        Assert.Equal((Digest.Of("new shots"), server.UrlOf("shots.csv")), (pinned.Content.Digest, pinned.From));
    }

    [Fact]
    public async Task With_a_digest_a_mirror_serves_a_first_pin_and_the_lock_says_so_without_a_path()
    {
        Write("x", "the shots");
        Write("SHA256SUMS", $"{Digest.Of("the shots").Hex}  x\n");

        var pinned = await workspace.Mirrored(folder).LockAsync("https://nowhere.invalid/shots.csv", Digest.Of("the shots"));

        Assert.Equal(("https://nowhere.invalid/shots.csv", "mirror", 9L), (pinned.Source, pinned.From, pinned.Size));
        Assert.DoesNotContain(folder, await File.ReadAllTextAsync(Path.Combine(workspace.Root, "data.lock.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digests_in_a_list_let_a_mirror_serve_all_of_it()
    {
        Write("x/1", "one");
        Write("x/2", "two");
        Write("SHA256SUMS", $"{Digest.Of("one").Hex}  x/1\n{Digest.Of("two").Hex}  x/2\n");
        workspace.Write("list.txt", $"{Digest.Of("one")} https://nowhere.invalid/1.json\n{Digest.Of("two")} https://nowhere.invalid/2.json\n");

        var pinned = await workspace.Mirrored(folder).LockAsync("urls:list.txt");

        Assert.Equal(("mirror", 2L), (pinned.From, pinned.Files));
        Assert.Equal(new Dictionary<string, string> { ["/1.json"] = "one", ["/2.json"] = "two" }, workspace.TextsOf(pinned.Content));
    }

    [Fact]
    public async Task The_shared_data_is_a_mirror_of_the_matches()
    {
        var sums = SharedData.At("SHA256SUMS");
        var matches = File.ReadAllLines(sums).Where(line => line.Contains("  wyscout/", StringComparison.Ordinal)).Select(line => line.Split("  ")).ToList();
        workspace.Write("matches.txt", string.Join('\n', matches.Select(line => $"sha256:{line[0]} https://raw.githubusercontent.com/koenvo/wyscout-soccer-match-event-dataset/ebc4c54c1093c420a81ce442c69e4186fab33bb4/processed/files/{Path.GetFileName(line[1])}")));
        await workspace.Mirrored(Path.GetDirectoryName(sums)!).LockAsync("urls:matches.txt");
        using var clone = workspace.Clone();

        var seen = clone.SeenBy(await clone.BuildAsync());

        Assert.Equal(115, seen.Split('\n').Length);
        Assert.All(matches, line => Assert.Contains($"{Path.GetFileName(line[1])} {line[0][..12]}", seen, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        workspace.Dispose();
        server.Dispose();
        mirror.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Digest> PinAsync(string path, string text)
    {
        server.Put(path, text);
        return (await workspace.LockAsync(server.UrlOf(path))).Content.Digest;
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
