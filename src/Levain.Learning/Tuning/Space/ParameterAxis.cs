using Levain.Numerics;

namespace Levain.Learning.Tuning;

/// <summary>A number line on which all places of a parameter are as likely as they are long (or normally distributed): its values, or their logarithms.</summary>
internal sealed class ParameterAxis
{
    private readonly bool isLogarithmic, isNormal;
    private readonly double low, high, origin;
    private readonly double? step;

    private ParameterAxis(double low, double high, double origin, double? step, bool isLogarithmic, bool isNormal) =>
        (this.low, this.high, this.origin, this.step, this.isLogarithmic, this.isNormal) = (low, high, origin, step, isLogarithmic, isNormal);

    /// <summary>Where the line begins and ends; infinite where it does not.</summary>
    public double Lower { get; private init; }

    /// <inheritdoc cref="Lower"/>
    public double Upper { get; private init; }

    public double Center { get; private init; }

    /// <summary>How broad the belief is that nothing was seen for.</summary>
    public double Spread { get; private init; }

    public bool IsStepped => step is not null;

    public static ParameterAxis Between(double low, double high, double? step, bool isLogarithmic)
    {
        // Each value of a stepped parameter has a cell about it, those at the ends too.
        var half = step / 2 ?? 0;
        var last = step is { } width ? Stepped(low, width, Math.Floor(((high - low) / width) + 1e-9)) : high;
        var below = isLogarithmic ? Math.Max(low - half, low / 2) : low - half;
        var (lower, upper) = isLogarithmic ? (Elementary.Log(below), Elementary.Log(last + half)) : (below, last + half);
        return new(low, last, low, step, isLogarithmic, isNormal: false) { Lower = lower, Upper = upper, Center = (lower / 2) + (upper / 2), Spread = upper - lower };
    }

    public static ParameterAxis About(double mean, double deviation, double? step, bool isLogarithmic) =>
        new(double.NegativeInfinity, double.PositiveInfinity, 0, step, isLogarithmic, isNormal: true) { Lower = double.NegativeInfinity, Upper = double.PositiveInfinity, Center = mean, Spread = deviation };

    /// <summary>The value at a share of a line that has ends.</summary>
    public double At(double share) => ToValue(Lower + (share * (Upper - Lower)));

    public double ToValue(double place)
    {
        var value = isLogarithmic ? Elementary.Exp(place) : place;
        if (step is { } width) value = Stepped(origin, width, Math.Floor(((value - origin) / width) + 0.5));
        return Math.Clamp(value, low, high);
    }

    public double ToPlace(double value)
    {
        // A logarithmic one with steps may come to 0.
        if (isLogarithmic) return Elementary.Log(value > 0 ? value : step is { } width ? width / 4 : double.Epsilon);
        return value;
    }

    /// <summary>From where to where a place means this value, of a stepped parameter.</summary>
    public (double From, double To) Cell(double value)
    {
        var half = step!.Value / 2;
        var (from, to) = (value - half, value + half);
        if (!isLogarithmic) return (Math.Max(from, Lower), Math.Min(to, Upper));
        return (from > 0 ? Math.Max(Elementary.Log(from), Lower) : Lower, Math.Min(Elementary.Log(to), Upper));
    }

    public double Share(double value)
    {
        var place = ToPlace(value);
        if (isNormal) return LogisticKernel.Below(place, Center, Spread);
        return Upper > Lower ? Math.Clamp((place - Lower) / (Upper - Lower), 0, 1) : 0.5;
    }

    // In decimals where there are such, so that the third step of 0.1 is 0.3.
    private static double Stepped(double origin, double step, double count) =>
        Math.Abs(origin) < 1e12 && step is > 1e-12 and < 1e12 && Math.Abs(count) * step < 1e12
            ? (double)((decimal)origin + ((decimal)step * (decimal)count))
            : origin + (step * count);
}
