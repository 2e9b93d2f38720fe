using System.Diagnostics;
using Levain.Remotes;
using Levain.Store;
using Levain.Tests.Collection;

namespace Levain.Tests.Remotes;

/// <summary>Processes pull while a collection without grace runs again and again: nothing goes that a pull said is here.</summary>
public sealed class PullBesideCollectionTests(ITestOutputHelper output) : IDisposable
{
    private readonly CollectedStore source = new(), store = new();
    private readonly string folder = Directory.CreateTempSubdirectory("levain-remote-").FullName;

    [Fact]
    public async Task Nothing_is_lost_that_a_pull_said_is_here()
    {
        var contents = await PushAsync();
        var (started, collections, freed) = (0, 0, 0L);
        var pullers = new List<Process>();
        while (started < 12 || pullers.Count > 0)
        {
            while (pullers.Count < 4 && started < 12)
                pullers.Add(Store.ChildProcess.Start(["pull", store.Path(".levain"), folder, $"{6 + (started++ % 4)}", .. contents.Select(content => content.Digest.ToString())]));
            freed += store.Collect().Bytes;
            collections++;
            foreach (var puller in pullers.Where(puller => puller.HasExited).ToList())
            {
                Assert.Equal("kept all\n", puller.StandardOutput.ReadToEnd());
                pullers.Remove(puller);
            }
        }

        output.WriteLine($"{started} processes, {collections} collections, {freed} bytes freed");
        Assert.True(freed > 0 && collections > 3);
    }

    [Fact]
    public async Task What_was_leased_before_it_came_keeps_what_was_here_before_it()
    {
        var contents = await PushAsync();
        Fetch(contents[0]);
        // Dead by now, and so is all that the second shares with it.
        store.ForgetLeases(() => { });
        var begun = StoreFolder.Open(store.Path(".levain"));
        var content = new FileContentStore(begun);
        Assert.False(content.Has(contents[1].Digest));

        store.Collect(step: step =>
        {
            if (step == "planned") Fetch(contents[1], begun, content);
        });

        Assert.True(new FileContentStore(StoreFolder.Open(store.Path(".levain"))).HasWhole(contents[1]));
    }

    public void Dispose()
    {
        source.Dispose();
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Fetch(Content content, StoreFolder? begun = null, FileContentStore? into = null)
    {
        begun ??= store.Folder;
        using var reader = new RemoteReader(new FolderRemote(folder), into ?? new FileContentStore(begun), begun, Patience.Enough, TimeProvider.System, new NoticedOnly(output.WriteLine), jobs: 2);
        Assert.True(reader.FetchAsync(content, CancellationToken.None).GetAwaiter().GetResult());
    }

    // Each shares most of its files with all others, so that one pack serves several.
    private async Task<IReadOnlyList<Content>> PushAsync()
    {
        var content = new FileContentStore(source.Folder);
        using var remote = new FolderRemote(folder);
        using var writer = new RemoteWriter(remote, content, source.Folder, new NoticedOnly(_ => { }), jobs: 2, dryRun: false);
        var all = new List<Content>();
        for (var number = 0; number < 5; number++)
        {
            var made = Directory.CreateTempSubdirectory("levain-tree-").FullName;
            Directory.CreateDirectory(Path.Combine(made, "common"));
            for (var i = 0; i < 30; i++) File.WriteAllText(Path.Combine(made, "common", $"{i}.txt"), $"common {i} {new string('-', 300)}");
            for (var i = 0; i < 8; i++) File.WriteAllText(Path.Combine(made, $"{i}.txt"), $"{number} {i}");
            all.Add(content.AddPath(made, Adding.Take));
            Assert.NotNull(await writer.PushAsync(all[^1], TestContext.Current.CancellationToken));
        }

        return all;
    }
}
