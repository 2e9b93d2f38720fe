using Levain.Learning.Linear;
using Levain.Numerics;

namespace Levain.Learning.Forecasting;

/// <summary>All of an additive forecast that follows from dates alone. Immutable: series with the same dates share it.</summary>
internal sealed class SeriesDesign
{
    private const double Turn = 2 * 3.141592653589793;
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private readonly DateOnly[] dates;
    private readonly string[] names;
    private readonly bool[] areFactors;

    public SeriesDesign(AdditiveForecaster forecaster, TimeSeries history, int steps)
    {
        (Count, Steps, Forecaster) = (history.Count, steps, forecaster);
        dates = [.. Enumerable.Range(0, Count + steps).Select(history.DateAt)];
        names = [.. forecaster.Seasonalities.Select(season => season.Name), .. forecaster.Holidays.Select(holiday => holiday.Name)];
        areFactors = [.. forecaster.Seasonalities.Select(season => season.Kind == SeasonKind.Multiplicative), .. forecaster.Holidays.Select(holiday => holiday.Kind == SeasonKind.Multiplicative)];
        if (Array.Find(names, name => Array.IndexOf(names, name) != Array.LastIndexOf(names, name)) is { } twice) throw new BuildException($"a season and a holiday are both named `{twice}`", "give each a name of its own");

        double first = dates[0].DayNumber, length = dates[Count - 1].DayNumber - first;
        Times = Array.ConvertAll(dates, date => (date.DayNumber - first) / length);
        Changes = Array.ConvertAll(ChangeSteps(forecaster, Count), step => Times[step]);
        Features = [.. forecaster.Seasonalities.SelectMany(Waves), .. forecaster.Holidays.SelectMany((holiday, i) => Window(holiday, forecaster.Seasonalities.Count + i, history))];
        Hinges = Array.ConvertAll(Changes, change => Array.ConvertAll(Times, time => Math.Max(time - change, 0)));
        PastColumns = Columns();
        Priors = [25, 25, .. Features.Select(feature => feature.Scale * feature.Scale)];
        if (!Features.Any(feature => feature.IsFactor)) Products = CrossProducts.Of(PastColumns);
    }

    /// <summary>How many values the history has.</summary>
    public int Count { get; }

    /// <summary>How many steps are told behind it.</summary>
    public int Steps { get; }

    public AdditiveForecaster Forecaster { get; }

    /// <summary>From 0 at the first value to 1 at the last, and on.</summary>
    public double[] Times { get; }

    /// <summary>When the trend may bend.</summary>
    public double[] Changes { get; }

    public DesignFeature[] Features { get; }

    /// <summary>For each change, how long ago it is.</summary>
    public double[][] Hinges { get; }

    /// <summary>The variance of the prior of slope, level and each feature.</summary>
    public double[] Priors { get; }

    /// <summary>The products of all columns where nothing multiplies the trend; else null, since columns depend on values.</summary>
    public double[][]? Products { get; }

    /// <summary>Time, one, features and hinges over the history: what the values are sums of, where nothing multiplies the trend.</summary>
    public double[][] PastColumns { get; }

    /// <summary>The parts that trend and features add up to, in units of <paramref name="scale"/>.</summary>
    public SeriesParts Parts(double[] trend, ReadOnlySpan<double> effects, double scale)
    {
        var parts = Array.ConvertAll(names, name => new double[dates.Length]);
        for (var i = 0; i < Features.Length; i++)
        {
            var (feature, size) = (Features[i], Features[i].IsFactor ? effects[i] : effects[i] * scale);
            ColumnKernel.AddTimes(feature.Past, size, parts[feature.Part].AsSpan(0, Count));
            ColumnKernel.AddTimes(feature.Future, size, parts[feature.Part].AsSpan(Count));
        }

        return new(dates, Array.ConvertAll(trend, value => value * scale), [.. names.Select((name, i) => new SeriesPart(name, areFactors[i], parts[i]))]);
    }

    /// <summary>The parts of a series that never changes.</summary>
    public SeriesParts Flat(double value)
    {
        var trend = new double[dates.Length];
        Array.Fill(trend, value);
        return Parts(trend, new double[Features.Length], 1);
    }

    private double[][] Columns()
    {
        var level = new double[Count];
        Array.Fill(level, 1);
        return [Times[..Count], level, .. Features.Select(feature => feature.Past), .. Hinges.Select(hinge => hinge[..Count])];
    }

    // Spread evenly over the first part, without the first value.
    private static int[] ChangeSteps(AdditiveForecaster forecaster, int count)
    {
        var last = Math.Max((int)(count * forecaster.ChangepointRange) - 1, 0);
        var changes = Math.Min(forecaster.Changepoints, last);
        return [.. Enumerable.Range(1, changes).Select(i => (int)Math.Round((double)i * last / changes))];
    }

    private IEnumerable<DesignFeature> Waves(Seasonality season, int part)
    {
        for (var order = 1; order <= season.Order; order++)
        {
            var angles = Array.ConvertAll(dates, date => Angle(date, season.Period, order));
            var (sines, cosines) = (new double[angles.Length], new double[angles.Length]);
            Elementary.Sin(angles, sines);
            Elementary.Cos(angles, cosines);
            yield return Feature(part, season.Scale, season.Kind, sines);
            yield return Feature(part, season.Scale, season.Kind, cosines);
        }
    }

    // Whole turns are left out before they cost digits.
    private static double Angle(DateOnly date, double period, int order)
    {
        var turns = (date.DayNumber - Epoch) / period;
        turns = order * (turns - Math.Floor(turns));
        return Turn * (turns - Math.Floor(turns));
    }

    private IEnumerable<DesignFeature> Window(Holiday holiday, int part, TimeSeries history)
    {
        for (var offset = -holiday.Before; offset <= holiday.After; offset++)
        {
            var counts = new double[dates.Length];
            foreach (var date in holiday.Dates)
                if (history.Step.Holding(history.Start, date) + offset is var at && at >= 0 && at < counts.Length) counts[at]++;
            // What never was, and is to come, has no effect that could be known.
            if (counts.AsSpan(0, Count).ContainsAnyExcept(0.0)) yield return Feature(part, holiday.Scale, holiday.Kind, counts);
        }
    }

    private DesignFeature Feature(int part, double scale, SeasonKind kind, double[] values) => new(part, scale, kind == SeasonKind.Multiplicative, values[..Count], values[Count..]);
}
