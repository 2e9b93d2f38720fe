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

    /// <summary>Whether it starts without a store.</summary>
    public bool StartsEmpty { get; init; }

    /// <summary>Whether it may decline, with a sentence, to work on a store in which something is damaged: it hands on or deletes what it finds, and mending is not its business.</summary>
    public bool NeedsWholeStore { get; init; }

    /// <summary>Whether it starts with a damaged store: only when the operation is through is that mended.</summary>
    public bool StartsDamaged { get; init; }

    /// <summary>Whether it is a build, which can do without a remote.</summary>
    public bool Builds => Command(new SoakWorkspace(""))[0] == "build";

    /// <summary>Whether a remote has a part in it.</summary>
    public bool IsShared { get; init; }

    /// <summary>Every operation that there is: a new one is one more entry.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        new("first-lock", workspace => Task.CompletedTask, workspace => ["lock", workspace.Root]) { Generation = Before, StartsEmpty = true },
        new("lock", workspace => BeginAsync(workspace), workspace => ["lock", workspace.Root]),
        new("first-build", workspace => Task.Run(workspace.Lock), workspace => Build(workspace, Before)) { Generation = Before, StartsEmpty = true },
        new("build", workspace => BeginAsync(workspace, locked: true), workspace => Build(workspace, After)),
        new("migrate", async workspace =>
        {
            await BeginAsync(workspace, locked: true).ConfigureAwait(false);
            OldFormat.Write(workspace);
        }, workspace => Build(workspace, After)),
        new("push", workspace => ShareAsync(workspace, pushed: false), workspace => ["push", workspace.Root, workspace.Remote]) { IsShared = true, NeedsWholeStore = true },
        new("first-pull", async workspace =>
        {
            await ShareAsync(workspace, pushed: true).ConfigureAwait(false);
            workspace.Forget();
        }, workspace => ["pull", workspace.Root, workspace.Remote]) { IsShared = true, StartsEmpty = true },
        new("pull", ShareOlderAsync, workspace => ["pull", workspace.Root, workspace.Remote]) { IsShared = true },
        new("fetch", ShareOlderAsync, workspace => [.. Build(workspace, After), workspace.Remote]) { IsShared = true },
        new("gc", FinishAsync, workspace => ["gc", workspace.Root, "0"]) { NeedsWholeStore = true },
        new("compact", async workspace =>
        {
            await FinishAsync(workspace).ConfigureAwait(false);
            ManyFiles.AddTo(workspace);
        }, workspace => ["gc", workspace.Root, "7"]) { NeedsWholeStore = true },
        new("fsck", async workspace =>
        {
            await FirstAsync(workspace).ConfigureAwait(false);
            Wear.Spoil(workspace);
        }, workspace => ["fsck", workspace.Root]) { Generation = Before, StartsDamaged = true },
    ];

    private static string[] Build(SoakWorkspace workspace, int generation) => ["build", workspace.Root, FaultPipeline.Whole, $"{generation}"];

    private static async Task FirstAsync(SoakWorkspace workspace)
    {
        workspace.Lock();
        await SucceedAsync(workspace, Before).ConfigureAwait(false);
    }

    // A finished build, and then new sources.
    private static async Task BeginAsync(SoakWorkspace workspace, bool locked = false)
    {
        await FirstAsync(workspace).ConfigureAwait(false);
        workspace.WriteSources(After);
        if (locked) workspace.Lock();
    }

    // Two finished builds, of which no lock knows the first any more.
    private static async Task FinishAsync(SoakWorkspace workspace)
    {
        await BeginAsync(workspace, locked: true).ConfigureAwait(false);
        await SucceedAsync(workspace, After).ConfigureAwait(false);
    }

    // Two finished builds; the first is at the remote, the second if it is to be.
    private static async Task ShareAsync(SoakWorkspace workspace, bool pushed)
    {
        Directory.CreateDirectory(workspace.Remote);
        await FirstAsync(workspace).ConfigureAwait(false);
        await workspace.PushAsync().ConfigureAwait(false);
        workspace.WriteSources(After);
        workspace.Lock();
        await SucceedAsync(workspace, After).ConfigureAwait(false);
        if (pushed) await workspace.PushAsync().ConfigureAwait(false);
    }

    // A clone that has the first build, the locks of the second, and a remote that has both.
    private static async Task ShareOlderAsync(SoakWorkspace workspace)
    {
        Directory.CreateDirectory(workspace.Remote);
        await FirstAsync(workspace).ConfigureAwait(false);
        await workspace.PushAsync().ConfigureAwait(false);
        var older = $"{workspace.Root}-older";
        Directory.CreateDirectory(older);
        SoakFolder.Copy(workspace.Store, older);
        workspace.WriteSources(After);
        workspace.Lock();
        await SucceedAsync(workspace, After).ConfigureAwait(false);
        await workspace.PushAsync().ConfigureAwait(false);
        workspace.Forget();
        Directory.Move(older, workspace.Store);
    }

    private static async Task SucceedAsync(SoakWorkspace workspace, int generation)
    {
        if (await workspace.BuildAsync(generation).ConfigureAwait(false) is { } error) throw new InvalidOperationException($"build {generation} failed: {error}");
    }
}
