using Levain.Remotes;
using Levain.Store;

namespace Levain.Tests.Remotes;

/// <summary>A process that fetches contents from a folder, and believes what it was told: it says which one was lost, if one was.</summary>
internal static class StorePuller
{
    public static void Run(string root, string remote, int rounds, IReadOnlyList<Content> contents)
    {
        var folder = StoreFolder.Open(root);
        var store = new FileContentStore(folder);
        using var reader = new RemoteReader(new FolderRemote(remote), store, folder, Patience.Enough, TimeProvider.System, new NoticedOnly(Console.WriteLine), jobs: 2);
        var random = new Random(Environment.ProcessId);
        var told = new HashSet<Content>();
        for (var round = 0; round < rounds; round++)
        {
            var content = contents[random.Next(contents.Count)];
            // A look before: the lease is older than what comes then.
            _ = store.Has(content.Digest);
            if (reader.FetchAsync(content, CancellationToken.None).GetAwaiter().GetResult()) told.Add(content);
            else Console.WriteLine($"not fetched: {content.Digest} in round {round}");

            // Another look at the packs than that of the one who fetched.
            var other = new FileContentStore(folder);
            foreach (var each in told.Where(each => !Reads(other, each))) Console.WriteLine($"lost {each.Digest} in round {round}");
        }

        Console.WriteLine("kept all");
    }

    private static bool Reads(FileContentStore store, Content content)
    {
        try
        {
            return content.IsTree
                ? store.ReadTree(content.Digest).Entries.All(entry => Reads(store, new(entry.Digest, entry.Kind == EntryKind.Directory)))
                : Digest.Of(store.Read(content.Digest)) == content.Digest;
        }
        catch (BuildException)
        {
            return false;
        }
    }
}
