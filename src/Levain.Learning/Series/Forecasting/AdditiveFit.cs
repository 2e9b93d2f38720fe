using Levain.Learning.Linear;

namespace Levain.Learning.Forecasting;

/// <summary>The most probable parameters of an additive forecast of one series.</summary>
internal sealed class AdditiveFit
{
    private const int MostRounds = 40, MostSteps = 30, MostHalvings = 30;

    // Of the noise from round to round, and of the cost from step to step.
    private const double NearNoise = 1e-3, NearCost = 1e-10;

    // As a share of the largest value, squared: below is rounding.
    private const double LeastNoise = 1e-16;

    private readonly SeriesDesign design;
    private readonly SeriesPast past;
    private readonly double scale;
    // Slope, level, features, and bends of the trend.
    private double[] parameters;
    private PenalizedSquares? problem;

    private AdditiveFit(SeriesDesign design, ReadOnlySpan<double> values)
    {
        this.design = design;
        foreach (var value in values) scale = Math.Max(scale, Math.Abs(value));
        past = new(design, Array.ConvertAll(values.ToArray(), value => value / scale));
        parameters = new double[2 + design.Features.Length + design.Changes.Length];
    }

    /// <summary>The variance of the noise, with the largest value as 1.</summary>
    public double Noise { get; private set; }

    public int Rounds { get; private set; }

    public ReadOnlySpan<double> Parameters => parameters;

    private ReadOnlySpan<double> Effects => parameters.AsSpan(2, design.Features.Length);

    private ReadOnlySpan<double> Bends => parameters.AsSpan(2 + design.Features.Length);

    public static AdditiveFit Of(SeriesDesign design, ReadOnlySpan<double> values)
    {
        var fit = new AdditiveFit(design, values);
        fit.Find();
        return fit;
    }

    public SeriesParts Parts() => design.Parts(Trend(), Effects, scale);

    /// <summary>The series as it goes on.</summary>
    public AdditiveSeries Ahead()
    {
        var (count, steps) = (design.Count, design.Steps);
        var (trend, factors, amounts) = (Trend()[count..], SeriesPast.Ones(steps), new double[steps]);
        for (var i = 0; i < design.Features.Length; i++) ColumnKernel.AddTimes(design.Features[i].Future, Effects[i], design.Features[i].IsFactor ? factors : amounts);
        var size = 0.0;
        foreach (var bend in Bends) size += Math.Abs(bend);
        return new()
        {
            Scale = scale,
            Times = design.Times[count..],
            Trend = trend,
            Factors = factors,
            Amounts = amounts,
            Noise = Math.Sqrt(Noise),
            Errors = Stretched(past.Errors(parameters)),
            Spread = Weights(trend, factors),
            BendsPerTime = design.Changes.Length / design.Forecaster.ChangepointRange,
            BendSize = Bends.IsEmpty ? 0 : size / Bends.Length,
        };
    }

    private double Lambda => Noise / design.Forecaster.ChangepointScale;

    private void Find()
    {
        Noise = Math.Max(0.25 * past.Variance(), LeastNoise);
        for (Rounds = 1; ; Rounds++)
        {
            Solve();
            var spread = problem!.Spread(parameters);
            // Both are small where parameters meet each value; then the noise is what the priors leave for it.
            var next = Math.Max(Squares(past.Errors(parameters)) / Math.Max(past.Values.Length - spread.Freedom(), 1e-9), LeastNoise);
            if (Math.Abs(next - Noise) <= NearNoise * Noise || Rounds == MostRounds) return;
            Noise = next;
        }
    }

    /// <summary>The best parameters for the present noise: at once, or where something multiplies the trend, by Gauss and Newton.</summary>
    private void Solve()
    {
        if (design.Products is { } products)
        {
            problem = new(products, design.Priors, Noise, past.Values.Length);
            parameters = problem.Solve(Array.ConvertAll(design.PastColumns, column => ColumnKernel.Sum(column, past.Values)), Lambda, parameters);
            return;
        }

        for (var step = 0; step < MostSteps; step++)
        {
            var columns = past.Slopes(parameters, out var targets);
            problem = new(CrossProducts.Of(columns), design.Priors, Noise, past.Values.Length);
            var found = problem.Solve(Array.ConvertAll(columns, column => ColumnKernel.Sum(column, targets)), Lambda, parameters);
            if (!IsLower(found)) return;
        }
    }

    /// <summary>Goes to other parameters, or only a part of the way where the whole is too far; false where it is there.</summary>
    private bool IsLower(double[] found)
    {
        var cost = Cost(parameters);
        for (var halving = 0; halving < MostHalvings; halving++)
        {
            var there = Cost(found);
            if (there < cost)
            {
                parameters = found;
                return cost - there > NearCost * cost;
            }

            for (var i = 0; i < found.Length; i++) found[i] = 0.5 * (parameters[i] + found[i]);
        }

        return false;
    }

    private double Cost(double[] at) => 0.5 * Squares(past.Errors(at)) + problem!.Cost(at, Lambda);

    /// <summary>For each step ahead, the weights of what the parameters' uncertainty is drawn from.</summary>
    private double[][] Weights(double[] trend, double[] factors)
    {
        // What is 0 at the most probable point may be something else. A normal prior of the same variance stands for that of Laplace.
        var spread = problem!.Spread(2 * design.Forecaster.ChangepointScale * design.Forecaster.ChangepointScale);
        var weights = new double[design.Steps][];
        var row = new double[parameters.Length];
        for (var step = 0; step < weights.Length; step++)
        {
            var at = design.Count + step;
            (row[0], row[1]) = (design.Times[at] * factors[step], factors[step]);
            for (var i = 0; i < design.Features.Length; i++) row[2 + i] = design.Features[i].Future[step] * (design.Features[i].IsFactor ? trend[step] : 1);
            for (var i = 0; i < design.Hinges.Length; i++) row[2 + design.Features.Length + i] = design.Hinges[i][at] * factors[step];
            weights[step] = spread.Weights(row);
        }

        return weights;
    }

    /// <summary>The trend at each date, those to come included.</summary>
    private double[] Trend()
    {
        var trend = new double[design.Times.Length];
        Array.Fill(trend, parameters[1]);
        ColumnKernel.AddTimes(design.Times, parameters[0], trend);
        for (var i = 0; i < design.Hinges.Length; i++) ColumnKernel.AddTimes(design.Hinges[i], Bends[i], trend);
        return trend;
    }

    /// <summary>Parameters have taken a part of the noise, which what is left of it gets back.</summary>
    private double[] Stretched(double[] errors)
    {
        var left = Squares(errors) / errors.Length;
        var factor = left > 0 ? Math.Sqrt(Noise / left) : 0;
        return Array.ConvertAll(errors, error => error * factor);
    }

    private static double Squares(double[] errors) => ColumnKernel.Sum(errors, errors);
}
