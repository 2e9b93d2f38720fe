namespace Levain.Registry.Tracking;

/// <summary>How many characters a server keeps of a parameter and of a tag.</summary>
internal sealed record ValueLimits(int Parameter, int Tag)
{
    public static ValueLimits Now { get; } = new(6000, 8000);

    /// <summary>Of servers before 2.8, which refuse what is longer.</summary>
    public static ValueLimits Older { get; } = new(250, 5000);

    public bool Holds(TrackedRun run) => run.Parameters.All(entry => entry.Value.Length <= Parameter) && run.Tags.All(entry => entry.Value.Length <= Tag);
}
