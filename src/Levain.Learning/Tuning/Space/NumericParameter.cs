using System.Globalization;
using System.Text.Json;
using Levain.Learning.Tuning;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>A parameter that is a number.</summary>
public abstract record NumericParameter : Parameter
{
    private protected NumericParameter(string name) : base(name)
    {
    }

    /// <summary>Whether equal factors are as likely as each other, and not equal differences.</summary>
    public bool IsLogarithmic { get; init; }

    internal abstract ParameterAxis Axis { get; }

    internal sealed override Density Around(IReadOnlyList<double> seen, IReadOnlyList<double> weights, double priorWeight) => new ParzenDensity(Axis, seen, weights, priorWeight);

    internal sealed override double Share(double value) => Axis.Share(value);

    internal override TableColumn Column(IReadOnlyList<double> values) => TableColumn.Of<double>(Name, [.. values]);

    internal override double[] Read(Table study) => study.Doubles(Name).Values.ToArray();

    internal sealed override string Shown(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal sealed override void Write(Utf8JsonWriter json, double value) => json.WriteNumber(Name, value);

    internal override double Draw(CounterRandom random) => Axis.At(random.Uniform(0));
}
