using System.Globalization;
using Levain.Planning;
using Levain.Scheduling;
using Levain.Store;

namespace Levain.Workers;

/// <summary>The other side of a <see cref="WorkerEngine"/>: runs one stage in this process and leaves output and result in a folder.</summary>
public static class Worker
{
    /// <param name="folder">Holds the request and a store with the inputs.</param>
    /// <param name="pipelineOf">Finds the pipeline of a model.</param>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(string folder, Func<string, Pipeline> pipelineOf)
    {
        ArgumentNullException.ThrowIfNull(pipelineOf);
        var files = new WorkerFiles(folder);
        WorkerResult result;
        try
        {
            var request = WorkerRequest.Parse(await File.ReadAllBytesAsync(files.Request).ConfigureAwait(false));
            result = new WorkerResult(await RunAsync(request, files, pipelineOf(request.Model)).ConfigureAwait(false), null, null);
        }
        catch (BuildException error)
        {
            result = new WorkerResult(null, error.Message, error.Hint) { Details = error.Details };
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            result = new WorkerResult(null, UserCode.Says(error), Hint(error)) { Stack = error.ToString() };
        }

        await File.WriteAllBytesAsync(files.Result, result.ToBytes()).ConfigureAwait(false);
        return result.Error is null ? 0 : 1;
    }

    private static Task<RunResult> RunAsync(WorkerRequest request, WorkerFiles files, Pipeline pipeline)
    {
        var graph = StageGraph.Of(pipeline.Compose(request.Profile), OptionOverrides.Parse(request.Overrides));
        if (!graph.TryFind(request.Stage, out var node)) throw new BuildException($"the pipeline in the worker has no stage `{request.Stage}`");

        // Only now: a pipeline that is composed otherwise is another key, and the key is not in doubt here.
        if (request.StrangeCulture) CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = StrangeCulture();

        var given = request.Inputs.ToDictionary(StringComparer.Ordinal);
        var inputs = new Dictionary<Origin, Content>();
        foreach (var input in node.Parts.Inputs) inputs[input.Origin] = given[input.Name];

        var store = new FileContentStore(StoreFolder.Open(files.Store));
        var engine = new LocalEngine(store);
        return engine.RunAsync(
            new RunRequest
            {
                Model = request.Model,
                Name = request.Stage,
                Stage = node.Stage,
                Inputs = inputs,
                Scratch = files.Run,
                Threads = request.Threads,
                SubStages = new InlineSubStages(engine, store, files.Run, inputs, request.Threads),
            },
            CancellationToken.None);
    }

    private static string? Hint(Exception error) => error is IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException or HttpRequestException
        ? "a stage sees its declared inputs only, and in the sandbox no other file and no network: make what it reads an input"
        : null;

    // Invariant globalization knows no other culture but by name, and a copy of it can be bent out of shape.
    private static CultureInfo StrangeCulture()
    {
        var culture = (CultureInfo)new CultureInfo("tr-TR").Clone();
        culture.NumberFormat.NumberDecimalSeparator = culture.NumberFormat.PercentDecimalSeparator = culture.NumberFormat.CurrencyDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "−";
        culture.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        culture.DateTimeFormat.FirstDayOfWeek = DayOfWeek.Saturday;
        return culture;
    }
}
