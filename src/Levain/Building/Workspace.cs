using Levain.Actions;
using Levain.Locks;
using Levain.Store;

namespace Levain.Building;

/// <summary>A folder with models, their locks, the data lock, and the store in <c>.levain/</c>.</summary>
public sealed class Workspace
{
    private Workspace(string root, TimeProvider clock)
    {
        Root = root;
        Clock = clock;
        Folder = StoreFolder.Open(Path.Combine(Root, ".levain"));
        Store = new FileContentStore(Folder);
        Actions = new ActionCache(Folder);
    }

    public string Root { get; }

    public TimeProvider Clock { get; }

    /// <summary>The folder <c>.levain</c>. Never committed: all that is in it can be made again.</summary>
    public StoreFolder Folder { get; }

    public IContentStore Store { get; }

    public ActionCache Actions { get; }

    public string DataLockPath => Path.Combine(Root, "data.lock.json");

    public static Workspace Open(string root, TimeProvider? clock = null) => new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)), clock ?? TimeProvider.System);

    public string FolderOf(string model) => Path.Combine(Root, "models", model);

    public string LockPathOf(string model) => Path.Combine(FolderOf(model), "model.lock.json");

    public DataLock ReadDataLock() => DataLock.Load(DataLockPath);

    public ModelLock ReadModelLock(string model) => ModelLock.Load(LockPathOf(model));

    /// <summary>Changes the lock of a model while no other process does.</summary>
    /// <returns>True when the file was written: a lock that says the same is left alone.</returns>
    public bool ChangeModelLock(string model, Func<ModelLock, ModelLock> change)
    {
        using var held = ProcessLock.Acquire(Path.Combine(Folder.Locks, $"model-{Digest.Of(model).Hex[..16]}"), $"writing the lock of {model}");
        DiskError.Guard(FolderOf(model), () => Directory.CreateDirectory(FolderOf(model)));
        // Written in the store's folder first: a kill must leave nothing beside a file that is committed.
        return change(ReadModelLock(model)).Save(LockPathOf(model), Folder.NewTemporary());
    }
}
