using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>A whole number from <see cref="Low"/> to <see cref="High"/>.</summary>
public sealed record WholeParameter : NumericParameter
{
    internal WholeParameter(string name, int low, int high) : base(name) => (Low, High) = (low, high);

    public int Low { get; init; }

    /// <summary>The largest value, where steps lead to it.</summary>
    public int High { get; init; }

    /// <summary>How far values are apart, counted from <see cref="Low"/>.</summary>
    public int Step { get; init; } = 1;

    internal override ParameterAxis Axis => ParameterAxis.Between(Low, High, Step, IsLogarithmic);

    internal override void Check()
    {
        if (Low > High) throw Wrong($"goes from {Low} to {High}, which is no range", "give the lower end first");
        if (Step < 1) throw Wrong($"has a step of {Step}, and needs at least 1");
        if (IsLogarithmic && Low < 1) throw Wrong($"is logarithmic and begins at {Low}", "begin at 1 or above: there is no logarithm of what is not positive");
    }

    internal override TableColumn Column(IReadOnlyList<double> values) => TableColumn.Of<int>(Name, [.. values.Select(value => (int)value)]);

    internal override double[] Read(Table study) => Array.ConvertAll(study.Ints(Name).Values.ToArray(), value => (double)value);
}
