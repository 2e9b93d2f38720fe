using Levain.FaultHost;

namespace Levain.Soak;

/// <summary>Something that a process is doing when a fault meets it.</summary>
/// <param name="Name">As it is called in tables and on the command line.</param>
/// <param name="PrepareAsync">Brings a workspace to where the operation starts. The sources are those of <see cref="Before"/>.</param>
/// <param name="Command">What the fault program is told.</param>
internal sealed record Operation(string Name, Func<SoakWorkspace, Task> PrepareAsync, Func<SoakWorkspace, string[]> Command)
{
    /// <summary>The generation that is finished before the operation starts, and the one that it is about.</summary>
    public const int Before = 1, After = 2;

    /// <summary>Which generation the sources are of when the operation is over.</summary>
    public int Generation { get; init; } = After;

    /// <summary>Every operation that there is: a new one is one more entry.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        new("first-lock", workspace => Task.CompletedTask, workspace => ["lock", workspace.Root]) { Generation = Before },
        new("lock", workspace => BeginAsync(workspace), workspace => ["lock", workspace.Root]),
        new("first-build", workspace => Task.Run(workspace.Lock), workspace => Build(workspace, Before)) { Generation = Before },
        new("build", async workspace =>
        {
            await BeginAsync(workspace).ConfigureAwait(false);
            workspace.Lock();
        }, workspace => Build(workspace, After)),
        new("migrate", async workspace =>
        {
            await BeginAsync(workspace).ConfigureAwait(false);
            workspace.Lock();
            OldFormat.Write(workspace);
        }, workspace => Build(workspace, After)),
    ];

    private static string[] Build(SoakWorkspace workspace, int generation) => ["build", workspace.Root, FaultPipeline.Whole, $"{generation}"];

    // A finished build, and then new sources.
    private static async Task BeginAsync(SoakWorkspace workspace)
    {
        workspace.Lock();
        if (await workspace.BuildAsync(Before).ConfigureAwait(false) is { } error) throw new InvalidOperationException($"the first build failed: {error}");
        workspace.WriteSources(After);
    }
}
