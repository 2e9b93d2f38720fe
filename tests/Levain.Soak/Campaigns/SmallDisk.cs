namespace Levain.Soak;

/// <summary>A real disk with ever more room, until there is enough.</summary>
internal sealed class SmallDisk(Templates templates, Judge judge) : Campaign(templates, judge)
{
    private const int Megabytes = 64, PageSize = 4096;

    public override string Name => "small-disk";

    public override string What => "a tmpfs with room for n pages more";

    public override string? Missing => SmallMount.Missing;

    public override int LongRun => 2000;

    public override bool EndsWithOperation => true;

    public override async Task<Impact> FireAsync(Shot shot)
    {
        using var mount = SmallMount.TryMake(Templates.Beside("small-disk"), Megabytes) ?? throw new InvalidOperationException("the tmpfs cannot be mounted");
        var workspace = await Templates.CopyAsync(shot.Operation, mount.Path).ConfigureAwait(false);
        var filler = Path.Combine(mount.Path, "filler");
        File.WriteAllBytes(filler, new byte[Math.Max(0, new DriveInfo(mount.Path).AvailableFreeSpace - ((shot.Step - 1L) * PageSize))]);

        using var victim = Victim.Start(shot.Operation.Command(workspace));
        var ending = victim.End();

        File.Delete(filler);
        var impact = await JudgeAsync(shot, workspace, ending, ending.ExitCode == 0 ? 0 : 1).ConfigureAwait(false);
        return impact with { Violation = impact.Violation ?? (ending.ExitCode == 0 || ending.Errors.Contains("is full", StringComparison.Ordinal) || ending.Errors.Contains("No space left", StringComparison.Ordinal) ? null : $"it did not say that the disk is full: {ending.Errors}") };
    }
}
