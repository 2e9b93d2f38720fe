namespace Levain.Soak;

/// <summary>A disk that becomes read-only while something is done on it, as a file system does that meets an error.</summary>
internal sealed class ReadOnlyDisk(Templates templates, Judge judge) : Campaign(templates, judge)
{
    private const int Megabytes = 128;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(400), Pause = TimeSpan.FromMilliseconds(1);

    public override string Name => "read-only";

    public override string What => "a tmpfs that is remounted read-only at a random moment";

    public override string? Missing => SmallMount.Missing;

    public override int LongRun => 40;

    public override async Task<Impact> FireAsync(Shot shot)
    {
        using var mount = SmallMount.TryMake(Templates.Beside("read-only"), Megabytes) ?? throw new InvalidOperationException("the tmpfs cannot be mounted");
        var workspace = await Templates.CopyAsync(shot.Operation, mount.Path).ConfigureAwait(false);
        using var victim = Victim.Start(shot.Operation.Command(workspace));
        var closed = !victim.EndsWithin(Longest * shot.Random().NextDouble()) && mount.Remount("ro");
        // The system refuses while a file is open for writing: the next moment will do.
        while (!closed && !victim.EndsWithin(Pause)) closed = mount.Remount("ro");
        var ending = victim.End();

        if (closed && !mount.Remount("rw")) throw new InvalidOperationException("the tmpfs does not become writable again");
        return await JudgeAsync(shot, workspace, ending, closed && ending.ExitCode != 0 ? 1 : 0).ConfigureAwait(false);
    }
}
