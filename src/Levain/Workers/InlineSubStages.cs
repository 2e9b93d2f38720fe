using System.Collections.Concurrent;
using System.Globalization;
using Levain.Planning;
using Levain.Scheduling;
using Levain.Store;

namespace Levain.Workers;

/// <summary>Builds sub-stages within a worker, each time anew: a worker has no action cache, since it is there to doubt it.</summary>
internal sealed class InlineSubStages(IEngine engine, IContentStore store, string folder, IReadOnlyDictionary<Origin, Content> parentInputs, int threads) : ISubStages
{
    private readonly ConcurrentDictionary<Stage, Lazy<Task<Content>>> built = new(ReferenceEqualityComparer.Instance);
    private readonly StageReader reader = new();
    private readonly TreeParts trees = new(store);
    private int runs;

    public Task<Content> BuildAsync(Stage stage, CancellationToken cancellation) =>
        built.GetOrAdd(stage, _ => new(() => Task.Run(() => BuildNewAsync(stage, cancellation), cancellation))).Value;

    private async Task<Content?> FindAsync(Origin origin, CancellationToken cancellation) =>
        trees.Find(origin, parentInputs) is { } known ? known
        : origin is Origin.Made made ? await BuildAsync(made.Stage, cancellation).ConfigureAwait(false)
        : origin is Origin.Part { Whole: Origin.Made whole } part ? trees.Find(await BuildAsync(whole.Stage, cancellation).ConfigureAwait(false), part)
        : null;

    private async Task<Content> BuildNewAsync(Stage stage, CancellationToken cancellation)
    {
        var inputs = new Dictionary<Origin, Content>();
        foreach (var input in reader.Read(stage).Inputs)
            inputs[input.Origin] = await FindAsync(input.Origin, cancellation).ConfigureAwait(false)
                ?? throw new BuildException($"sub-stage `{stage.Name}` reads {input.Origin}, which is no input of its parent");

        var scratch = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"sub-{Interlocked.Increment(ref runs)}"));
        var request = new RunRequest
        {
            Model = "",
            Name = stage.Name,
            Stage = stage,
            Inputs = inputs,
            Scratch = scratch,
            Threads = threads,
            SubStages = new InlineSubStages(engine, store, scratch, inputs, threads),
        };
        await engine.RunAsync(request, cancellation).ConfigureAwait(false);
        return store.AddPath(request.Output, Adding.Take, cancellation);
    }
}
