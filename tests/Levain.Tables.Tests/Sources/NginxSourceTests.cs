using Levain.Tests.Remotes;

namespace Levain.Tables.Tests.Sources;

/// <summary>A real server: what it says of ranges, versions and credentials is what we expect.</summary>
public sealed class NginxSourceTests : IDisposable
{
    private readonly SourceWorkspace workspace = new();

    [Fact]
    public async Task Nginx_gives_what_is_asked_for_and_only_when_it_changed()
    {
        using var server = NginxServer.Start();
        Put(server, "shots.csv", "the shots");
        SignIn();
        var url = $"{server.Address}shots.csv";

        var pinned = await workspace.LockAsync(url);
        var moved = workspace.Moved;
        var again = await workspace.LockAsync();
        Put(server, "shots.csv", "more shots");
        var changed = await workspace.LockAsync();

        Assert.Equal((Digest.Of("the shots"), Digest.Of("the shots"), Digest.Of("more shots")), (pinned.Content.Digest, again.Content.Digest, changed.Content.Digest));
        Assert.Equal((9, 19), (moved, workspace.Moved));
        Assert.Equal([Path.Combine(workspace.Root, "netrc")], workspace.FilesWith(NginxServer.Password));
    }

    [Fact]
    public async Task Nginx_goes_on_from_a_byte_of_the_same_version_only()
    {
        using var server = NginxServer.Start();
        var text = new string('x', 100_000) + new string('y', 100_000);
        Put(server, "shots.csv", text);
        SignIn();
        var url = $"{server.Address}shots.csv";
        await LeavePartialAsync(url, text);

        var pinned = await workspace.LockAsync(url);

        Assert.Equal((Digest.Of(text), 100_000), (pinned.Content.Digest, workspace.Moved));
    }

    [Fact]
    public async Task Nginx_refuses_who_does_not_sign_in()
    {
        using var server = NginxServer.Start();
        Put(server, "shots.csv", "the shots");

        var error = await workspace.RefusedLockAsync($"{server.Address}shots.csv");

        Assert.Contains("does not give it to us (401)", error.Message, StringComparison.Ordinal);
        Assert.Contains("~/.netrc", error.Hint, StringComparison.Ordinal);
    }

    public void Dispose() => workspace.Dispose();

    private static void Put(NginxServer server, string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(server.Data, "levain"));
        File.WriteAllText(Path.Combine(server.Data, "levain", name), text);
    }

    private void SignIn()
    {
        workspace.Write("netrc", $"machine 127.0.0.1 login {NginxServer.User} password {NginxServer.Password}\n");
        workspace.Variables["NETRC"] = Path.Combine(workspace.Root, "netrc");
    }

    // As a process leaves it that is killed half way: the first bytes, and the version that nginx told.
    private async Task LeavePartialAsync(string url, string text)
    {
        var folder = Levain.Store.StoreFolder.Open(workspace.Store);
        var notes = new Levain.Tables.Sources.DownloadNotes(folder);
        using var servers = new Levain.Tables.Sources.HttpServers(new Levain.Remotes.RemoteCredentials(workspace.Variables.GetValueOrDefault).ForSource, SourceWorkspace.Little, TimeProvider.System);
        var file = servers.File(new Uri(url));
        using var answer = await file.OpenAsync(0, null, null, TestContext.Current.CancellationToken);
        notes.MakeFolders();
        notes.RememberPartial(file, new(answer.Version, answer.Length, null));
        await File.WriteAllTextAsync(notes.PartialPath(file), text[..100_000], TestContext.Current.CancellationToken);
    }
}
