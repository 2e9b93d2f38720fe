using Levain.Actions;
using Levain.Store;

namespace Levain.Tests.Collection;

/// <summary>A process that adds, looks up and reads, and believes what it was told: it says which thing was lost, if one was.</summary>
internal static class StoreUser
{
    public static void Run(string root, string scratch, int rounds)
    {
        var folder = StoreFolder.Open(root);
        var (store, actions) = (new FileContentStore(folder), new ActionCache(folder));
        var random = new Random(Environment.ProcessId);
        var (told, keys) = (new List<Content>(), new List<ActionRecord>());
        for (var round = 0; round < rounds; round++)
        {
            // Few different contents: what one process made and left is dead, and just then another makes or finds it again.
            var number = random.Next(6);
            told.Add(Content.File(store.Put(System.Text.Encoding.UTF8.GetBytes($"log {number}"))));
            if (Digest.Of($"log {random.Next(6)}") is var found && store.Has(found)) told.Add(Content.File(found));
            var tree = AddTree(store, Path.Combine(scratch, $"{Environment.ProcessId}-{round}"), number, random.Next(2) == 0 ? 3 : 15);
            told.Add(tree);
            Record(actions, keys, tree, number);
            if (round % 5 == 0) store.Materialize(tree).Verify();

            var lost = told.Find(content => !store.HasWhole(content) || !Reads(store, content));
            if (lost != default) Say($"lost {lost.Digest} in round {round}");
            if (keys.Find(record => actions.Find(record.Digest) is null || !store.HasWhole(record.Output)) is { } gone) Say($"lost action {gone.Digest} in round {round}");
        }

        Console.WriteLine("kept all");
    }

    private static Content AddTree(FileContentStore store, string folder, int number, int files)
    {
        for (var i = 0; i < files; i++) File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, $"{i % 2}")).FullName, $"{i}.txt"), $"{number} {i}");
        return store.AddPath(folder, Adding.Take);
    }

    private static void Record(ActionCache actions, List<ActionRecord> keys, Content output, int number)
    {
        var record = new ActionRecord { Key = new ActionKey([new("stage", $"{number} {output}")]).Parts, Output = output, Size = 1, Duration = TimeSpan.Zero };
        if (actions.Find(record.Digest) is null) actions.Record(record);
        keys.Add(record);
    }

    private static bool Reads(FileContentStore store, Content content) => content.IsTree
        ? store.ReadTree(content.Digest).Entries.All(entry => Reads(store, new(entry.Digest, entry.Kind == EntryKind.Directory)))
        : Digest.Of(store.Read(content.Digest)) == content.Digest;

    private static void Say(string what)
    {
        Console.WriteLine(what);
        Environment.Exit(0);
    }
}
