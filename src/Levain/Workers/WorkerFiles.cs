namespace Levain.Workers;

/// <summary>How a worker and the one who started it share a folder.</summary>
internal sealed record WorkerFiles(string Folder)
{
    public string Request => Path.Combine(Folder, "request.json");

    public string Result => Path.Combine(Folder, "result.json");

    /// <summary>A store that holds the declared inputs and nothing else.</summary>
    public string Store => Path.Combine(Folder, "store");

    public string Run => Path.Combine(Folder, "run");

    public string Output => Path.Combine(Run, "output");
}
