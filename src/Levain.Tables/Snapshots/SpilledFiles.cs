using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>A folder for what a session cannot hold in memory. It goes away with this.</summary>
internal sealed class SpilledFiles : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("levain-spilled-").FullName;

    public DuckSession Open(CancellationToken cancellation) => DuckSession.Open(new() { Threads = Environment.ProcessorCount, TemporaryFolder = folder, Cancellation = cancellation });

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
