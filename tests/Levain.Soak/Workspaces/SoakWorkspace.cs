using System.Globalization;
using Levain.Building;
using Levain.FaultHost;

namespace Levain.Soak;

/// <summary>A small workspace with some of everything: a snapshot of small files and a large one, files of its own, a model with stages of all kinds.</summary>
internal sealed class SoakWorkspace(string root)
{
    private const int SmallFiles = 40;

    public string Root => root;

    public string Store => Path.Combine(root, ".levain");

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

    /// <returns>Null, or why it failed.</returns>
    public async Task<string?> BuildAsync(int generation)
    {
        var report = await Commands.BuildAsync(root, FaultPipeline.Whole, generation).ConfigureAwait(false);
        return report.Failed ? string.Join("; ", report.Outcomes.Where(outcome => outcome.Error is not null).Select(outcome => outcome.Error!.Message)) : null;
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
