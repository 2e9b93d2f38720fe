namespace Levain.Learning.Forecasting;

/// <summary>Level, trend and season of a series at one moment, which move with every value.</summary>
internal sealed class Smoothing
{
    private const int SeasonsToBeginWith = 3;

    private readonly double[] season;
    private readonly SeasonKind kind;
    private double level, trend;
    // The place of the coming step in its season.
    private int next;

    private Smoothing(double level, double trend, double[] season, SeasonKind kind, int next) => (this.level, this.trend, this.season, this.kind, this.next) = (level, trend, season, kind, next);

    public SeasonKind Kind => kind;

    /// <summary>Before the first value: a straight line through the means of the first seasons, and how each step of a season lies to it.</summary>
    public static Smoothing Begin(ReadOnlySpan<double> values, int length, SeasonKind kind)
    {
        var means = new double[Math.Min(SeasonsToBeginWith, values.Length / length)];
        for (var i = 0; i < means.Length; i++) means[i] = Mean(values.Slice(i * length, length));
        var trend = (means[^1] - means[0]) / ((means.Length - 1) * length);
        var season = new double[length];
        for (var step = 0; step < length; step++)
        {
            for (var i = 0; i < means.Length; i++)
            {
                double value = values[i * length + step], line = means[i] + trend * (step - 0.5 * (length - 1));
                // A steep line may fall to 0 within a season whose mean is above it.
                season[step] += kind == SeasonKind.Additive ? value - line : value / Math.Max(line, 0.1 * means[i]);
            }

            season[step] /= means.Length;
        }

        var middle = Mean(season);
        for (var step = 0; step < length; step++) season[step] = kind == SeasonKind.Additive ? season[step] - middle : season[step] / middle;
        return new(means[0] - trend * 0.5 * (length + 1), trend, season, kind, 0);
    }

    public Smoothing Copy() => new(level, trend, [.. season], kind, next);

    /// <summary>Goes back to another moment without new memory.</summary>
    public void Become(Smoothing other)
    {
        (level, trend, next) = (other.level, other.trend, other.next);
        other.season.CopyTo(season, 0);
    }

    /// <summary>What is expected of the coming step.</summary>
    public double Expect(double phi)
    {
        var line = level + phi * trend;
        return kind == SeasonKind.Additive ? line + season[next] : line * season[next];
    }

    /// <summary>What is expected of all the steps that come.</summary>
    public void Expect(double phi, Span<double> means)
    {
        double kept = 1, line = level;
        for (var i = 0; i < means.Length; i++)
        {
            kept *= phi;
            line += kept * trend;
            var of = season[(next + i) % season.Length];
            means[i] = kind == SeasonKind.Additive ? line + of : line * of;
        }
    }

    /// <summary>Moves on by a value.</summary>
    public void Take(double value, in SmoothingRates rates)
    {
        double line = level + rates.Phi * trend, of = season[next], before = level;
        var isAdditive = kind == SeasonKind.Additive;
        level = rates.Alpha * (isAdditive ? value - of : value / of) + (1 - rates.Alpha) * line;
        trend = rates.Beta * (level - before) + (1 - rates.Beta) * rates.Phi * trend;
        // A factor of a line that has fallen to 0 would mean nothing.
        if (isAdditive || line > 0) season[next] = rates.Gamma * (isAdditive ? value - line : value / line) + (1 - rates.Gamma) * of;
        next = next + 1 == season.Length ? 0 : next + 1;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }
}
