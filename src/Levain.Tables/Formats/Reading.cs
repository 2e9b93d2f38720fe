namespace Levain.Tables;

/// <summary>What reading may use of the machine.</summary>
/// <param name="Memory">In bytes, where DuckDB does the reading; null leaves it to DuckDB.</param>
internal sealed record Reading(int Threads = 1, long? Memory = null, CancellationToken Cancellation = default)
{
    /// <summary>In bytes, about how much of a text file is taken at once.</summary>
    public int BlockSize { get; init; } = 1 << 20;
}
