using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Levain.Learning.Encoders;
using Levain.Learning.Forecasting;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>A way to tell from a series how it goes on.</summary>
/// <remarks>
/// Quantiles are those of simulated futures: the errors that the method made one step ahead, drawn anew, unless it says otherwise. They are taken as they were, bias included, so the quantiles of a method that lags behind a trend lie on the trend's side of its mean.
/// A series that never changed is expected to stay as it is, without a doubt. A forecast depends on the forecaster and on the series with its key alone: not on other series, their order or the number of threads.
/// </remarks>
public abstract record Forecaster
{
    private protected Forecaster()
    {
    }

    /// <summary>The quantiles that are told beside the mean, ascending; none to simulate nothing.</summary>
    public IReadOnlyList<double> Levels { get; init => field = Ascending(value); } = [0.1, 0.5, 0.9];

    /// <summary>How many futures are simulated.</summary>
    public int Paths { get; init => field = AtLeast(1, value); } = 500;

    public ulong Seed { get; init; }

    /// <summary>Whether values are counts, so that what is told is rounded to whole numbers, a half to the even one, and never below 0.</summary>
    public bool IsCount { get; init; }

    /// <summary>How many values a series must have.</summary>
    public abstract int Needed { get; }

    /// <summary>What errors call it.</summary>
    private protected abstract string Title { get; }

    /// <summary>Learns a series that is long enough and not constant, to tell some steps behind it.</summary>
    private protected abstract IFittedSeries Fit(TimeSeries history, int steps);

    /// <summary>Learns each of several series as <see cref="Fit"/> does; what they have in common may be done once. Threads share it.</summary>
    private protected virtual Func<TimeSeries, IFittedSeries> Fits(IReadOnlyList<TimeSeries> histories, int steps) => history => Fit(history, steps);

    /// <summary>The steps that follow on a series.</summary>
    public Forecast Predict(TimeSeries history, int steps)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Predict(history, steps, history => Fit(history, steps));
    }

    private protected void Require(TimeSeries history, int steps)
    {
        if (history.Count < Needed) throw new BuildException(FormattableString.Invariant($"{history} has {history.Count} values, and {Title} needs {Needed}"), "leave it out, or take a forecaster that needs less");
        history.DateAt(history.Count + steps - 1);
    }

    private Forecast Predict(TimeSeries history, int steps, Func<TimeSeries, IFittedSeries> fit)
    {
        if (steps < 1) throw new BuildException(FormattableString.Invariant($"a forecast of {steps} steps tells nothing"), "take 1 or more");
        Require(history, steps);
        var fitted = history.IsConstant ? new FlatSeries(history.Values[0], [0]) : fit(history);
        var means = new double[steps];
        fitted.Expect(means);
        var quantiles = new Futures(fitted, RandomFor(history), Paths).Quantiles(Levels, steps);
        if (IsCount)
            foreach (var told in (double[][])[means, .. quantiles]) Count(told);
        return new(history, means, Levels, quantiles);
    }

    /// <summary>The steps that follow on each series, in their order.</summary>
    public IReadOnlyList<Forecast> Predict(IReadOnlyList<TimeSeries> histories, int steps, int threads)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var forecasts = new Forecast[histories.Count];
        var refused = new ExceptionDispatchInfo?[histories.Count];
        var fit = Fits(histories, steps);
        // Series of the same dates follow each other, so that what they share need not be kept long.
        int[] order = [.. Enumerable.Range(0, forecasts.Length).OrderBy(i => histories[i].Start).ThenBy(i => histories[i].Count)];
        Work.Each(order.Length, threads, place => Try(order[place]));
        Array.Find(refused, error => error is not null)?.Throw();
        return forecasts;

        void Try(int i)
        {
            try
            {
                forecasts[i] = Predict(histories[i], steps, fit);
            }
            catch (BuildException error)
            {
                refused[i] = ExceptionDispatchInfo.Capture(error);
            }
        }
    }

    private static void Count(Span<double> told)
    {
        // Adding 0 makes 0 of what is rounded to -0.
        foreach (ref var value in told) value = Math.Max(Math.Round(value) + 0.0, 0);
    }

    private CounterRandom RandomFor(TimeSeries history)
    {
        // FNV-1a over the key's characters, a separator behind each part.
        var stream = 14695981039346656037ul;
        foreach (var part in history.Key)
        {
            foreach (var character in part) stream = (stream ^ character) * 1099511628211ul;
            stream = (stream ^ 0x10000) * 1099511628211ul;
        }

        return new(Seed, stream);
    }

    private protected static int AtLeast(int least, int value, [CallerMemberName] string name = "") =>
        value >= least ? value : throw new BuildException(FormattableString.Invariant($"`{name}` is {value}, and must be at least {least}"));

    private static IReadOnlyList<double> Ascending(IReadOnlyList<double> levels)
    {
        for (var i = 0; i < levels.Count; i++)
            if (!(levels[i] > (i == 0 ? 0 : levels[i - 1]) && levels[i] < 1)) throw new BuildException(FormattableString.Invariant($"level {levels[i]} is not between {(i == 0 ? 0 : levels[i - 1])} and 1"), "levels are shares that ascend, such as 0.1 and 0.9");
        return levels;
    }
}
