namespace Levain.Host.Output;

/// <summary>A stage that runs now.</summary>
internal sealed class RunningStage(string name, int number, bool isSubStage, long started, TimeSpan? expected)
{
    // Before this much is done, what is done says little about the rest.
    private const double LeastTelling = 0.02;

    public string Name => name;

    /// <summary>Counts the stages in the order in which they started.</summary>
    public int Number => number;

    public bool IsSubStage => isSubStage;

    public long Started => started;

    public TimeSpan? Expected => expected;

    /// <summary>How far it is by its own word; null when it says nothing.</summary>
    public double? Fraction { get; private set; }

    public void Report(double fraction) => Fraction = double.IsFinite(fraction) ? Math.Clamp(fraction, 0, 1) : Fraction;

    /// <summary>What is left by its own progress, or else by the time that it took before; null when neither tells.</summary>
    public TimeSpan? Left(TimeSpan elapsed) =>
        Fraction is >= LeastTelling and { } done ? elapsed * ((1 - done) / done)
        : expected is { } before && before > elapsed ? before - elapsed
        : null;

    /// <summary>True when it takes longer than it took before and does not say how far it is.</summary>
    public bool IsLate(TimeSpan elapsed) => Fraction is not >= LeastTelling && expected is { } before && elapsed >= before;
}
