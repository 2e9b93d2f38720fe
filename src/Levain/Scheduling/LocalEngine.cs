using Levain.Store;

namespace Levain.Scheduling;

/// <summary>Runs stages in this process, on the thread pool.</summary>
internal sealed class LocalEngine(IContentStore store) : IEngine
{
    public async Task<RunResult> RunAsync(RunRequest request, CancellationToken cancellation)
    {
        Directory.CreateDirectory(request.Work);
        var context = new RunContext(request, store, cancellation);
        await Task.Run(() => request.Stage.ExecuteAsync(context, new ScratchWriter(request.Output)), cancellation).ConfigureAwait(false);
        context.CheckHandedOut();
        return context.Finish();
    }
}
