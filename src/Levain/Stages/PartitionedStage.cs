namespace Levain;

/// <summary>A stage over the files of a tree. Each file is a sub-stage of its own, kept and built in parallel; what they make is merged in the order of the names.</summary>
/// <typeparam name="TPart">What the stage of one file makes.</typeparam>
/// <typeparam name="TWhole">What comes of all of them.</typeparam>
/// <remarks>
/// A file that was added or changed runs one sub-stage, a file that went away none; then the merge runs. The key of a sub-stage holds the bytes
/// of its file and not its name: two files with the same bytes run once, unless <see cref="StageOf"/> makes the name an option.
/// </remarks>
/// <example><code>
/// public sealed record CountAll : PartitionedStage&lt;Counts, Counts&gt;
/// {
///     protected override Stage&lt;Counts&gt; StageOf(string name) => new CountWords { Page = Tree.Part&lt;Text&gt;(name) };
///
///     protected override async Task&lt;Counts&gt; MergeAsync(IReadOnlyList&lt;Artifact&lt;Counts&gt;&gt; parts, StageContext context)
///     {
///         var total = new Counts();
///         foreach (var part in parts) total.Add(await context.ReadAsync(part));
///         return total;
///     }
/// }
/// </code></example>
public abstract record PartitionedStage<TPart, TWhole> : Stage<TWhole> where TPart : IArtifact<TPart> where TWhole : IArtifact<TWhole>
{
    // Each waits with a file lock in its hand; how many of them run is for the budget to say.
    private const int MostAtOnce = 64;

    /// <summary>The files.</summary>
    public required Artifact<Files> Tree { get; init; }

    /// <summary>The stage for one file or folder. It reads <c>Tree.Part&lt;T&gt;(name)</c>, and may take options of this stage.</summary>
    protected abstract Stage<TPart> StageOf(string name);

    /// <summary>Puts together what the parts made, in the order of <see cref="Divide"/>.</summary>
    protected abstract Task<TWhole> MergeAsync(IReadOnlyList<Artifact<TPart>> parts, StageContext context);

    /// <summary>The parts in the order in which they are merged: every file by default. Override it to leave files out, or to name folders.</summary>
    /// <param name="files">All files of the tree in ordinal order of their paths.</param>
    protected virtual IReadOnlyList<string> Divide(IReadOnlyList<string> files) => files;

    protected sealed override async Task<TWhole> RunAsync(StageContext context)
    {
        var files = await context.ReadAsync(Tree).ConfigureAwait(false);
        if (!files.IsTree) throw new BuildException($"`{nameof(Tree)}` is one file and has no parts", "give it a folder of files");

        var names = Divide(files.Names);
        var parts = new Artifact<TPart>[names.Count];
        var done = 0;
        await Parallel.ForAsync(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = context.Cancellation }, async (i, _) =>
        {
            parts[i] = await context.BuildAsync(StageOf(names[i])).ConfigureAwait(false);
            context.Progress.Report((double)Interlocked.Increment(ref done) / parts.Length);
        }).ConfigureAwait(false);
        return await MergeAsync(parts, context).ConfigureAwait(false);
    }
}
