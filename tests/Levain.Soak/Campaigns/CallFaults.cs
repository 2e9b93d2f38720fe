namespace Levain.Soak;

/// <summary>Faults of single system calls, through the library that is loaded before the others.</summary>
/// <param name="order">Which calls fail in a shot.</param>
/// <param name="tolerant">Whether the operation may give up with a sentence.</param>
internal sealed class CallFaults(Templates templates, Judge judge, FaultLibrary? library, string missing, string name, string what, int longRun, Func<Shot, FaultOrder> order, bool tolerant = true) : Campaign(templates, judge)
{
    public override string Name => name;

    public override string What => what;

    public override string? Missing => library is null ? missing : null;

    public override int LongRun => longRun;

    public override bool EndsWithOperation => order(new Shot(name, Operation.All[0], 1, 1)).At > 0;

    public override async Task<Impact> FireAsync(Shot shot)
    {
        var workspace = await Templates.CopyAsync(shot.Operation).ConfigureAwait(false);
        var counts = Templates.Beside("counts");
        FaultCounts.Begin(counts);
        using var victim = Victim.Start(shot.Operation.Command(workspace), start => order(shot).ApplyTo(start, library!.Path, workspace.Root, counts));
        var ending = victim.End();
        var faults = FaultCounts.Read(counts).Total;
        var impact = await JudgeAsync(shot, workspace, ending, faults).ConfigureAwait(false);
        return impact with { Violation = impact.Violation ?? Refusal(ending, faults) };
    }

    private string? Refusal(Ending ending, long faults) => ending.ExitCode switch
    {
        0 => null,
        _ when faults == 0 => $"it failed although nothing was injected: {ending.Errors.Trim()}",
        _ when !tolerant => $"it gave up over what is no fault: {ending.Errors.Trim()}",
        _ => null,
    };
}
