namespace Levain.Scheduling;

/// <summary>How a build runs. Nothing here decides a byte of any output.</summary>
public sealed record BuildSettings
{
    /// <summary>How many jobs run at once; as many as there are processors by default.</summary>
    public int Jobs { get; init => field = value >= 1 ? value : throw new UsageException($"`--jobs {value}` leaves nothing to run with", "use 1 or more"); } = Environment.ProcessorCount;

    /// <summary>Bytes that running stages may need together, by their own word; three quarters of the machine's by default.</summary>
    public long Memory { get; init => field = value > 0 ? value : throw new UsageException($"`--memory {value}` leaves no room for any stage"); } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>Goes on with what does not depend on a failed stage.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>Never writes a lock, and fails when one would have to change.</summary>
    public bool Locked { get; init; }
}
