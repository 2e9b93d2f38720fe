using Levain.Actions;
using Levain.Collection;
using Levain.Locks;
using Levain.Store;

namespace Levain.Tests.Collection;

/// <summary>A workspace of files and a store, without an engine: locks, actions and objects are made by hand.</summary>
internal sealed class CollectedStore : IDisposable
{
    public CollectedStore(bool git = false)
    {
        Folder = StoreFolder.Open(Path(".levain"));
        if (git) Git("init", "--quiet", "--initial-branch=main");
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("levain-gc-").FullName;

    public StoreFolder Folder { get; private set; }

    public string Path(string relative) => System.IO.Path.Combine(Root, relative);

    /// <summary>Keeps a text as a process did that is dead now: its lease is gone.</summary>
    public Digest Put(string text, int days = 0)
    {
        var digest = Digest.Of(text);
        ForgetLeases(() => new FileContentStore(Folder).Put(System.Text.Encoding.UTF8.GetBytes(text)));
        Age(ObjectPath(digest), days);
        return digest;
    }

    /// <summary>Keeps a folder with two files, one of them below another folder.</summary>
    public Content PutTree(string text)
    {
        var folder = Directory.CreateTempSubdirectory("levain-tree-").FullName;
        Directory.CreateDirectory(System.IO.Path.Combine(folder, "below"));
        File.WriteAllText(System.IO.Path.Combine(folder, "top.txt"), $"{text} top");
        File.WriteAllText(System.IO.Path.Combine(folder, "below", "deep.txt"), $"{text} deep");
        var content = default(Content);
        ForgetLeases(() => content = new FileContentStore(Folder).AddPath(folder, Adding.Take));
        return content;
    }

    /// <summary>Keeps two folders of many files, which lie in one pack.</summary>
    public (Content Left, Content Right) PutMany(string text)
    {
        var folder = Directory.CreateTempSubdirectory("levain-tree-").FullName;
        foreach (var side in (string[])["left", "right"])
            for (var i = 0; i < 20; i++) File.WriteAllText(System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(folder, side)).FullName, $"{i}.txt"), $"{text} {side} {i}");
        var entries = new List<TreeEntry>();
        ForgetLeases(() =>
        {
            var content = new FileContentStore(Folder);
            entries.AddRange(content.ReadTree(content.AddPath(folder, Adding.Take).Digest).Entries);
        });
        return (Content.Tree(entries[0].Digest), Content.Tree(entries[1].Digest));
    }

    /// <summary>Keeps two megabytes, which are cut into chunks.</summary>
    public Content PutLarge(string relative, int seed)
    {
        var bytes = new byte[2 << 20];
        new Random(seed).NextBytes(bytes);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(relative))!);
        File.WriteAllBytes(Path(relative), bytes);
        var content = default(Content);
        ForgetLeases(() => content = new FileContentStore(Folder).AddPath(Path(relative), Adding.Copy));
        return content;
    }

    /// <summary>Whether an object can be read, by a process that has looked at nothing yet.</summary>
    public bool Reads(Digest digest)
    {
        var found = false;
        ForgetLeases(() =>
        {
            var content = new FileContentStore(StoreFolder.Open(Path(".levain")));
            found = content.Has(digest) && Digest.Of(content.Read(digest)) == digest;
        });
        return found;
    }

    /// <summary>Records an action with an output, a log and code, all of them in the store.</summary>
    public ActionRecord PutAction(string name, int days = 0)
    {
        var record = new ActionRecord
        {
            Key = new ActionKey([new("stage", name)]).Parts,
            Output = Content.File(Put($"{name} output", days)),
            Size = 1,
            Duration = TimeSpan.Zero,
            Log = Put($"{name} log", days),
            Code = Put($"{name} code", days),
        };
        ForgetLeases(() => new ActionCache(Folder).Record(record));
        Age(ActionPath(record.Digest), days);
        return record;
    }

    /// <summary>Writes the lock of a model that names the actions.</summary>
    public void Lock(string model, params ActionRecord[] actions)
    {
        Directory.CreateDirectory(Path($"models/{model}"));
        new ModelLock([new LockSection("sample/dev", actions.Select((action, i) => new LockedStage($"Stage{i}", action.Digest, action.Output)))]).Save(Path($"models/{model}/model.lock.json"));
    }

    public static Snapshot Snapshot(string name, Content content) =>
        new() { Name = name, Profile = "public", Source = $"data/{name}", Content = content, Size = 10, Files = 1, Taken = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), From = "there" };

    public void LockData(params Snapshot[] snapshots) => new DataLock(snapshots).Save(Path("data.lock.json"));

    public CollectionReport Collect(CollectionOptions? options = null, Action<string>? step = null, params string[] without) =>
        new Collector(Folder, [new WorkingTreeRoots(Root), new GitRoots(Root, without)], TimeProvider.System, step ?? (static _ => { })).Run(options ?? new CollectionOptions { Grace = TimeSpan.Zero });

    public bool Has(Digest digest) => File.Exists(ObjectPath(digest));

    public bool HasAction(Digest key) => File.Exists(ActionPath(key));

    public bool HasWhole(Content content)
    {
        var whole = false;
        ForgetLeases(() => whole = new FileContentStore(Folder).HasWhole(content));
        return whole;
    }

    public string ObjectPath(Digest digest) => System.IO.Path.Combine(Folder.Objects, digest.Hex[..2], digest.Hex[2..]);

    public string ActionPath(Digest key) => System.IO.Path.Combine(Folder.Actions, key.Hex[..2], key.Hex[2..]);

    public IReadOnlyList<string> Files(string folder) => Directory.Exists(Path(folder)) ? [.. Directory.EnumerateFiles(Path(folder), "*", SearchOption.AllDirectories)] : [];

    public void Git(params string[] arguments) => GitIn(Root, arguments);

    public static void GitIn(string folder, params string[] arguments) =>
        Store.TemporaryFolder.Run("git", ["-C", folder, "-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false", .. arguments]);

    public void Commit()
    {
        File.WriteAllText(Path(".gitignore"), ".levain\n");
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message", "locks");
    }

    /// <summary>What a process did that is dead by now.</summary>
    public void ForgetLeases(Action act)
    {
        act();
        foreach (var lease in Directory.GetFiles(Path(".levain/leases"))) File.Delete(lease);
        Folder = StoreFolder.Open(Path(".levain"));
    }

    public static void Age(string path, int days)
    {
        if (days > 0) File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-days));
    }

    public void Dispose() => ReadOnlyTree.TryDelete(Root);
}
