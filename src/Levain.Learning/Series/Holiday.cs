namespace Levain.Learning;

/// <summary>A holiday or another event whose dates are known, past and to come, and which has the same effect each time.</summary>
/// <remarks>It belongs to the step in which its date lies: from the date of a value to the day before that of the next one. A holiday without a date in the history has no effect that could be known, and none is expected.</remarks>
public sealed record Holiday
{
    private const int MostSteps = 1000;

    /// <summary>What it is called, other than every other season and holiday.</summary>
    public required string Name { get; init => field = string.IsNullOrWhiteSpace(value) ? throw new BuildException("a holiday has no name", "call it `christmas`, for one") : value; }

    /// <summary>When it is; those to come too.</summary>
    public required IReadOnlyList<DateOnly> Dates { get; init => field = value is { Count: > 0 } ? value : throw new BuildException("a holiday has no dates", "name at least one in `Dates`"); }

    /// <summary>How many steps before that of a date have an effect of their own.</summary>
    public int Before { get; init => field = Window(value, nameof(Before)); }

    /// <summary>How many steps after that of a date have an effect of their own.</summary>
    public int After { get; init => field = Window(value, nameof(After)); }

    /// <summary>The deviation of the prior of each effect, as a share of the largest value of a series (of the trend, for a multiplicative effect): smaller holds it back.</summary>
    public double Scale { get; init => field = Seasonality.Above0(value); } = 10;

    /// <summary>Whether it adds an amount to the trend or multiplies it.</summary>
    public SeasonKind Kind { get; init; }

    private static int Window(int value, string name) =>
        value is >= 0 and <= MostSteps ? value : throw new BuildException(FormattableString.Invariant($"`{name}` is {value}, and must be from 0 to {MostSteps}"));
}
