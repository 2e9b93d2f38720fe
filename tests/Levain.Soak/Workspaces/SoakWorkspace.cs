using System.Globalization;
using Levain.Building;
using Levain.FaultHost;
using Levain.Remotes;
using Levain.Store;

namespace Levain.Soak;

/// <summary>A small workspace with some of everything: a snapshot of small files and a large one, files of its own, a model with stages of all kinds.</summary>
internal sealed class SoakWorkspace(string root)
{
    private const int SmallFiles = 40;

    public string Root => root;

    public string Store => Path.Combine(root, ".levain");

    /// <summary>The folder that clones share. It lies in the workspace, so that whatever befalls the files of a shot may befall its files too.</summary>
    public string Remote { get; init; } = Commands.RemoteOf(root);

    /// <summary>Whether there is a remote: the folder, or the address of a server in its place.</summary>
    public bool IsShared => Remote != Commands.RemoteOf(root) || Directory.Exists(Remote);

    public Workspace Open() => Workspace.Open(root);

    /// <summary>Writes what the workspace starts from. Another generation changes one small file, adds one, and makes the large one a little longer.</summary>
    public void WriteSources(int generation)
    {
        for (var i = 0; i < SmallFiles + generation; i++) Write($"outside/{i % 4}/{i}.txt", string.Create(CultureInfo.InvariantCulture, $"small {i} {(i == 7 ? generation : 0)}\n"));
        Write("outside/empty", "");
        File.WriteAllBytes(Path.Combine(root, "outside", "large.bin"), Grows.Bytes(2, generation));
        Write("models/whole/input/one.txt", $"input {generation}");
        Write("models/whole/input/below/two.txt", "input");
    }

    public void Lock() => Commands.Lock(root);

    public Task PushAsync() => Commands.PushAsync(root, Remote, static _ => { });

    public Task<IReadOnlyList<TransferRow>> PullAsync() => Commands.PullAsync(root, Remote, static _ => { });

    /// <summary>Makes a fresh clone of it: locks and sources stay, bytes do not.</summary>
    public void Forget() => ReadOnlyTree.TryDelete(Store);

    /// <returns>Null, or why it failed.</returns>
    public async Task<string?> BuildAsync(int generation)
    {
        var report = await Commands.BuildAsync(root, FaultPipeline.Whole, generation, remote: IsShared ? Remote : null).ConfigureAwait(false);
        return report.Failed ? string.Join("; ", report.Outcomes.Where(outcome => outcome.Error is not null).Select(outcome => outcome.Error!.Message)) : null;
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
