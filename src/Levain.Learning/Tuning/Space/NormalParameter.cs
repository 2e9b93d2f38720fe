using Levain.Learning.Tuning;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>A number without ends, normally distributed about a mean; where it is logarithmic, its natural logarithm is.</summary>
public sealed record NormalParameter : NumericParameter
{
    internal NormalParameter(string name, double mean, double deviation) : base(name) => (Mean, Deviation) = (mean, deviation);

    /// <summary>Of the number, or of its logarithm.</summary>
    public double Mean { get; init; }

    /// <inheritdoc cref="Mean"/>
    public double Deviation { get; init; }

    /// <summary>Values are multiples of it; null for any number.</summary>
    public double? Step { get; init; }

    internal override ParameterAxis Axis => ParameterAxis.About(Mean, Deviation, Step, IsLogarithmic);

    internal override void Check()
    {
        if (!double.IsFinite(Mean)) throw Wrong(FormattableString.Invariant($"has a mean of {Mean}"), "give a number");
        if (!(Deviation > 0) || !double.IsFinite(Deviation)) throw Wrong(FormattableString.Invariant($"has a deviation of {Deviation}, and needs one above 0"));
        if (Step is { } step && !(step > 0 && double.IsFinite(step))) throw Wrong(FormattableString.Invariant($"has a step of {step}, and needs one above 0"));
        if (IsLogarithmic && Math.Abs(Mean) + (10 * Deviation) > 700) throw Wrong("is logarithmic, and reaches numbers that are beyond all doubles", "mean and deviation are those of the logarithm");
    }

    internal override double Draw(CounterRandom random) => Axis.ToValue(Mean + (Deviation * random.Normal(0)));
}
