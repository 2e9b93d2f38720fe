namespace Levain.Bench;

/// <summary>One of those that are measured in turn.</summary>
/// <param name="Prepare">Untimed: makes everything ready in the given round, and says what is to be timed.</param>
internal sealed record Contender(string Name, Func<int, Command> Prepare)
{
    /// <summary>Untimed, after each run.</summary>
    public Action After { get; init; } = () => { };

    /// <summary>The folder that grows by what is stored; null where that is not asked.</summary>
    public Func<string>? Stores { get; init; }

    /// <summary>A plain tool that does a part of the job: nobody asks for its memory.</summary>
    public bool IsFloor { get; init; }

    /// <summary>Run once only, because every run costs much time or space.</summary>
    public bool Once { get; init; }
}
