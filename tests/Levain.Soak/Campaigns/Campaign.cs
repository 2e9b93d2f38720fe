namespace Levain.Soak;

/// <summary>One way to break things. A shot depends on nothing but its numbers, so that each can be fired again.</summary>
internal abstract class Campaign(Templates templates, Judge judge)
{
    public abstract string Name { get; }

    /// <summary>What is injected, in a few words.</summary>
    public abstract string What { get; }

    /// <summary>Why this campaign cannot be had here, or null.</summary>
    public virtual string? Missing => null;

    /// <summary>How many shots a long run fires at each operation. When <see cref="EndsWithOperation"/>, the most that it fires.</summary>
    public abstract int LongRun { get; }

    /// <summary>The n-th shot meets the n-th call: when nothing was injected, the operation is over and so is the campaign.</summary>
    public virtual bool EndsWithOperation => false;

    /// <summary>Operations that this campaign says nothing about are left out.</summary>
    public virtual bool Meets(Operation operation) => true;

    public abstract Task<Impact> FireAsync(Shot shot);

    protected Templates Templates => templates;

    /// <summary>The impact when the operation ended, and the workspace has been looked at and removed.</summary>
    protected async Task<Impact> JudgeAsync(Shot shot, SoakWorkspace workspace, Ending ending, long faults)
    {
        var violation = ending.Fault ?? await judge.VerdictAsync(workspace, shot.Operation.Generation, mends: shot.Operation.StartsDamaged && ending.ExitCode != 0, shares: true).ConfigureAwait(false);
        Levain.Store.ReadOnlyTree.TryDelete(workspace.Root);
        return new Impact(faults, ending.ExitCode, violation is null || ending.Errors.Length == 0 || ending.Fault is not null ? violation : $"{violation} (it had said: {ending.Errors.Trim()})");
    }

    protected Task<string?> VerdictAsync(Shot shot, SoakWorkspace workspace, bool mends, bool shares) =>
        judge.VerdictAsync(workspace, shot.Operation.Generation, mends, shares);
}
