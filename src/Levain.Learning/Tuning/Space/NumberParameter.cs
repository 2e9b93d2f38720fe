using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>A number from <see cref="Low"/> to <see cref="High"/>.</summary>
public sealed record NumberParameter : NumericParameter
{
    internal NumberParameter(string name, double low, double high) : base(name) => (Low, High) = (low, high);

    public double Low { get; init; }

    /// <summary>The largest value, where steps lead to it.</summary>
    public double High { get; init; }

    /// <summary>How far values are apart, counted from <see cref="Low"/>; null for any number.</summary>
    public double? Step { get; init; }

    internal override ParameterAxis Axis => ParameterAxis.Between(Low, High, Step, IsLogarithmic);

    internal override void Check()
    {
        if (!(Low <= High) || !double.IsFinite(High - Low)) throw Wrong(FormattableString.Invariant($"goes from {Low} to {High}, which is no range"), "give two numbers, the lower first");
        if (Step is { } step && !(step > 0 && (High - Low) / step < 1e9)) throw Wrong(FormattableString.Invariant($"has a step of {step}, and needs one above 0 that divides its range into no more than a billion parts"));
        if (IsLogarithmic && !(Low > 0)) throw Wrong(FormattableString.Invariant($"is logarithmic and begins at {Low}"), "begin above 0: there is no logarithm of what is not positive");
    }
}
