using Levain.Learning.Forecasting;

namespace Levain.Learning;

/// <summary>What an additive forecast takes a series apart into: at each date a trend, and what each season and holiday does to it.</summary>
public sealed class SeriesParts
{
    private readonly double[] trend;
    private readonly SeriesPart[] parts;

    internal SeriesParts(IReadOnlyList<DateOnly> dates, double[] trend, SeriesPart[] parts) => (Dates, this.trend, this.parts) = (dates, trend, parts);

    /// <summary>The dates of the history, and of the steps behind it.</summary>
    public IReadOnlyList<DateOnly> Dates { get; }

    public ReadOnlySpan<double> Trend => trend;

    /// <summary>The names of the seasons and holidays.</summary>
    public IReadOnlyList<string> Names => [.. parts.Select(part => part.Name)];

    /// <summary>What a season or holiday does at each date: the amount that it adds, or for a multiplicative one the share of the trend (0.1 for ten percent more).</summary>
    public ReadOnlySpan<double> Effect(string name) =>
        (Array.Find(parts, part => part.Name == name) ?? throw new BuildException($"there is no season or holiday `{name}`", $"there are {string.Join(", ", parts.Select(part => $"`{part.Name}`"))}")).Effect;

    /// <summary>Trend and effects taken together: the trend times what multiplies it, plus what is added.</summary>
    public double[] Whole()
    {
        var whole = new double[trend.Length];
        for (var i = 0; i < whole.Length; i++)
        {
            double factor = 1, amount = 0;
            foreach (var part in parts)
            {
                if (part.IsFactor) factor += part.Effect[i];
                else amount += part.Effect[i];
            }

            whole[i] = trend[i] * factor + amount;
        }

        return whole;
    }
}
