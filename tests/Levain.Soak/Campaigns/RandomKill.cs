using System.Diagnostics;

namespace Levain.Soak;

/// <summary>SIGKILL at a random moment.</summary>
internal sealed class RandomKill(Templates templates, Judge judge) : Campaign(templates, judge)
{
    private readonly Dictionary<string, TimeSpan> durations = new(StringComparer.Ordinal);

    public override string Name => "kill";

    public override string What => "SIGKILL at a random moment";

    public override int LongRun => 42;

    public override async Task<Impact> FireAsync(Shot shot)
    {
        var duration = await DurationAsync(shot.Operation).ConfigureAwait(false);
        var workspace = await Templates.CopyAsync(shot.Operation).ConfigureAwait(false);
        using var victim = Victim.Start(shot.Operation.Command(workspace));
        var killed = victim.KillAfter(duration * shot.Random().NextDouble());
        return await JudgeAsync(shot, workspace, victim.End(), killed ? 1 : 0).ConfigureAwait(false);
    }

    // How long the operation takes when nobody disturbs it: the second time, when its files are in memory.
    private async Task<TimeSpan> DurationAsync(Operation operation)
    {
        if (durations.TryGetValue(operation.Name, out var known)) return known;
        for (var i = 0; i < 2; i++)
        {
            var workspace = await Templates.CopyAsync(operation).ConfigureAwait(false);
            var started = Stopwatch.GetTimestamp();
            using var victim = Victim.Start(operation.Command(workspace));
            var ended = victim.End();
            if (ended.ExitCode != 0) throw new InvalidOperationException($"`{operation.Name}` fails undisturbed: {ended.Errors}");
            durations[operation.Name] = Stopwatch.GetElapsedTime(started);
            Levain.Store.ReadOnlyTree.TryDelete(workspace.Root);
        }

        return durations[operation.Name];
    }
}
