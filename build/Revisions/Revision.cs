using Levain.Building;
using Levain.Locks;

namespace Levain.Host;

/// <summary>One side of a comparison: the working tree, a git revision, or a single lock file.</summary>
internal sealed class Revision(Workspace workspace, string? name, string workingDirectory)
{
    private readonly Git git = new(workspace.Root);

    private string? File => name is not null && System.IO.File.Exists(Path.Combine(workingDirectory, name)) ? Path.Combine(workingDirectory, name) : null;

    public string Name => name ?? "the working tree";

    public ModelLock LockOf(string model) =>
        name is null ? workspace.ReadModelLock(model)
        : File is { } file ? ModelLock.Load(file)
        : git.Read(name, $"models/{model}/model.lock.json") is { } text ? ModelLock.Parse(text, $"{name}:models/{model}/model.lock.json")
        : ModelLock.Empty;

    public DataLock Data() =>
        name is null ? workspace.ReadDataLock()
        : File is not null ? DataLock.Empty
        : git.Read(name, "data.lock.json") is { } text ? DataLock.Parse(text, $"{name}:data.lock.json")
        : DataLock.Empty;

    /// <summary>True for a lock file, which says nothing of data or of other models.</summary>
    public bool IsFile => File is not null;
}
