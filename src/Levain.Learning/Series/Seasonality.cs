using System.Runtime.CompilerServices;

namespace Levain.Learning;

/// <summary>A season of an additive forecast: a curve of waves that repeats with a period.</summary>
public sealed record Seasonality
{
    /// <summary>The mean length of a year, leap years among them.</summary>
    public const double Year = 365.25;

    private const int MostWaves = 1000;

    /// <summary>What it is called, other than every other season and holiday.</summary>
    public required string Name { get; init => field = string.IsNullOrWhiteSpace(value) ? throw new BuildException("a seasonality has no name", "call it `yearly`, for one") : value; }

    /// <summary>After how many days it repeats; not necessarily a whole number.</summary>
    public required double Period { get; init => field = Above0(value); }

    /// <summary>How many waves it is made of, each with a sine and a cosine: the last has this many peaks in a period. More follow faster changes, and sooner noise.</summary>
    public required int Order { get; init => field = value is >= 1 and <= MostWaves ? value : throw new BuildException(FormattableString.Invariant($"`Order` is {value}, and must be from 1 to {MostWaves}")); }

    /// <summary>The deviation of the prior of each wave's size, as a share of the largest value of a series (of the trend, for a multiplicative season): smaller holds the season back.</summary>
    public double Scale { get; init => field = Above0(value); } = 10;

    /// <summary>Whether it adds an amount to the trend or multiplies it.</summary>
    public SeasonKind Kind { get; init; }

    /// <summary>What repeats with the years.</summary>
    public static Seasonality Yearly(int order) => new() { Name = "yearly", Period = Year, Order = order };

    /// <summary>What repeats with the weeks, for series of days.</summary>
    public static Seasonality Weekly(int order) => new() { Name = "weekly", Period = 7, Order = order };

    internal static double Above0(double value, [CallerMemberName] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"`{name}` is {value}, and must be above 0"));
}
