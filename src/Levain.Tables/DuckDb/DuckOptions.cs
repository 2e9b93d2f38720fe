namespace Levain.Tables.DuckDb;

/// <summary>What a session may use.</summary>
internal sealed record DuckOptions
{
    /// <summary>With one thread the same query gives the same bytes; more are for queries whose result has a total order.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>In bytes; what does not fit goes to <see cref="TemporaryFolder"/>. Null leaves it to DuckDB: four fifths of the machine.</summary>
    public long? Memory { get; init; }

    /// <summary>Where results that do not fit into memory are put; null means that they must fit.</summary>
    public string? TemporaryFolder { get; init; }

    /// <summary>Stops whatever the session does.</summary>
    public CancellationToken Cancellation { get; init; }
}
