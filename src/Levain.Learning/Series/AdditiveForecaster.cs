using Levain.Learning.Forecasting;

namespace Levain.Learning;

/// <summary>A line that bends at changepoints, plus or times seasons and holidays, after Taylor and Letham (2018).</summary>
/// <remarks>
/// The most probable parameters are found, not sampled: bends have a Laplace prior, so that most of them are none; all else has normal priors. For a given noise that is one convex problem, solved to the end by active sets
/// (with multiplicative parts, a sequence of them); the noise is what the residuals leave for the degrees of freedom that the parameters have not used up.
/// Quantiles are those of simulated futures: the trend bends as often and as much as it did, the parameters are as uncertain as the history leaves them, and the errors that were not explained are drawn anew.
/// Prior scales are shares of a series' largest value in size, and of a history of length 1, so that they mean the same for every series.
/// </remarks>
/// <example><code>
/// new AdditiveForecaster
/// {
///     Changepoints = 36, ChangepointRange = 0.69, ChangepointScale = 1.91,
///     Seasonalities = [Seasonality.Yearly(25) with { Scale = 2.04 }, new() { Name = "half-yearly", Period = Seasonality.Year / 2, Order = 5, Scale = 2.04 }],
/// }
/// </code></example>
public sealed record AdditiveForecaster : Forecaster
{
    private const int MostChangepoints = 1000;

    /// <summary>How many places there are where the trend may bend, spread evenly over the first part of the history; fewer where it has fewer values.</summary>
    public int Changepoints { get; init => field = value is >= 0 and <= MostChangepoints ? value : throw new BuildException(FormattableString.Invariant($"`{nameof(Changepoints)}` is {value}, and must be from 0 to {MostChangepoints}")); } = 25;

    /// <summary>The share of the history in which the trend may bend, from its beginning. What bends behind it is missed, and makes intervals too narrow.</summary>
    public double ChangepointRange { get; init => field = value is > 0 and <= 1 ? value : throw new BuildException(FormattableString.Invariant($"`{nameof(ChangepointRange)}` is {value}, and must be above 0 and at most 1")); } = 0.95;

    /// <summary>The scale of the Laplace prior of each bend: smaller for a straighter trend.</summary>
    public double ChangepointScale { get; init => field = Seasonality.Above0(value); } = 0.1;

    public IReadOnlyList<Seasonality> Seasonalities { get; init => field = Distinct(value, [.. value.Select(season => season.Name)]); } = [];

    public IReadOnlyList<Holiday> Holidays { get; init => field = Distinct(value, [.. value.Select(holiday => holiday.Name)]); } = [];

    /// <summary>Two values make a line, and the third an error.</summary>
    public override int Needed => 3;

    private protected override string Title => "an additive forecast";

    /// <summary>The trend and what each season and holiday adds to it or multiplies it by, over the history and some steps behind it.</summary>
    public SeriesParts Explain(TimeSeries history, int steps = 0)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        Require(history, steps);
        var design = new SeriesDesign(this, history, steps);
        return history.IsConstant ? design.Flat(history.Values[0]) : AdditiveFit.Of(design, history.Values).Parts();
    }

    private protected override IFittedSeries Fit(TimeSeries history, int steps) => AdditiveFit.Of(new(this, history, steps), history.Values).Ahead();

    /// <summary>Series with the same dates share a design.</summary>
    private protected override Func<TimeSeries, IFittedSeries> Fits(IReadOnlyList<TimeSeries> histories, int steps)
    {
        var designs = new SharedDesigns(histories, history => new(this, history, steps));
        return history => AdditiveFit.Of(designs.Take(history), history.Values).Ahead();
    }

    private static IReadOnlyList<T> Distinct<T>(IReadOnlyList<T> parts, string[] names)
    {
        for (var i = 0; i < names.Length; i++)
            if (Array.IndexOf(names, names[i]) < i) throw new BuildException($"there are two named `{names[i]}`", "give each a name of its own");
        return parts;
    }
}
