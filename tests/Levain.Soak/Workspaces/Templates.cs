using Levain.Store;

namespace Levain.Soak;

/// <summary>Workspaces as they are where an operation starts, made once and copied for each shot.</summary>
internal sealed class Templates : IDisposable
{
    private readonly SoakFolder folder = new();
    private readonly Dictionary<string, string> made = new(StringComparer.Ordinal);
    private int copies;

    /// <summary>A fresh copy.</summary>
    /// <param name="home">Where to copy it; null means wherever there is room.</param>
    public async Task<SoakWorkspace> CopyAsync(Operation operation, string? home = null)
    {
        var template = await OfAsync(operation).ConfigureAwait(false);
        var copy = Path.Combine(home ?? folder.Root, $"copy-{++copies}");
        Directory.CreateDirectory(copy);
        SoakFolder.Copy(template, copy);
        return new SoakWorkspace(copy);
    }

    /// <summary>A path for something beside the copies.</summary>
    public string Beside(string name) => Path.Combine(folder.Root, name);

    public void Dispose() => folder.Dispose();

    private async Task<string> OfAsync(Operation operation)
    {
        if (made.TryGetValue(operation.Name, out var known)) return known;
        var workspace = new SoakWorkspace(Path.Combine(folder.Root, $"template-{operation.Name}"));
        Directory.CreateDirectory(workspace.Root);
        workspace.WriteSources(Operation.Before);
        await operation.PrepareAsync(workspace).ConfigureAwait(false);
        // Ours: we live, and what we looked at must not be kept in the copies for our sake.
        ReadOnlyTree.TryDelete(Path.Combine(workspace.Store, "leases"));
        return made[operation.Name] = workspace.Root;
    }
}
