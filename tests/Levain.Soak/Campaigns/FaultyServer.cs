using Levain.Soak.Servers;
using Levain.Store;

namespace Levain.Soak;

/// <summary>A remote that is a server which does everything wrong, always or now and then.</summary>
/// <remarks>What reads there has a miss, and a build goes on without it; who pushes or pulls is told in a sentence. Requests run side by side, so which of them meets a fault is not the same each time.</remarks>
internal sealed class FaultyServer(Templates templates, Judge judge) : Campaign(templates, judge)
{
    private static readonly Fault[] Faults = [.. Enum.GetValues<Fault>().Where(fault => fault != Fault.None)];

    public override string Name => "remote";

    public override string What => "a server that stalls, truncates, drops, lies and refuses";

    public override int LongRun => 300;

    public override bool Meets(Operation operation) => operation.IsShared;

    public override async Task<Impact> FireAsync(Shot shot)
    {
        var folder = await Templates.CopyAsync(shot.Operation).ConfigureAwait(false);
        using var server = new BlobServer();
        server.Fill(folder.Remote);
        ReadOnlyTree.TryDelete(folder.Remote);
        var workspace = new SoakWorkspace(folder.Root) { Remote = server.Address.ToString() };
        var faults = 0L;
        var fault = Draw(shot);
        server.Part = Parts(shot.Random());
        server.Faults = (_, _) => fault() is var drawn && drawn != Fault.None && Interlocked.Increment(ref faults) > 0 ? drawn : Fault.None;

        using var victim = Victim.Start(shot.Operation.Command(workspace));
        var ending = victim.End();

        server.Faults = static (_, _) => Fault.None;
        var impact = await JudgeAsync(shot, workspace, ending, faults).ConfigureAwait(false);
        return impact with { Violation = impact.Violation ?? (ending.ExitCode != 0 && shot.Operation.Builds ? $"a build failed over a remote: {ending.Errors.Trim()}" : null) };
    }

    // The first shots: one fault at every request. The others: any fault at some.
    private static Func<Fault> Draw(Shot shot)
    {
        if (shot.Step <= Faults.Length) return () => Faults[shot.Step - 1];
        var (random, gate) = (shot.Random(), new Lock());
        return () =>
        {
            lock (gate) return random.Next(2 << (shot.Step % 5)) == 0 ? Faults[random.Next(Faults.Length)] : Fault.None;
        };
    }

    private static Func<int, int> Parts(Random random)
    {
        var gate = new Lock();
        return length =>
        {
            lock (gate) return random.Next(length + 1);
        };
    }
}
