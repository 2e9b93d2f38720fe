using System.Runtime.InteropServices;
using System.Text;
using Levain.Learning.Linear;
using Levain.Learning.Tests.Linear;
using Levain.Learning.Tests.Series;
using Levain.Learning.Tests.Trees.Training;

namespace Levain.Learning.Tests;

/// <summary>Every learner on small sets, as the bytes of what it makes. A new learner has its line here.</summary>
internal static class SameLearners
{
    public static readonly IReadOnlyDictionary<string, Func<int, byte[]>> All = new Dictionary<string, Func<int, byte[]>>
    {
        ["trees by level"] = threads => Trees(3, threads),
        ["trees by leaf"] = threads => Trees(LeafWise, threads),
        ["forest"] = threads => Forest(DrawnSet.Of(21, 700, 9), threads),
        ["linear, least squares"] = threads => Linear(new(), threads),
        ["linear, ridge"] = threads => Linear(new() { L2 = 3 }, threads),
        ["linear, lasso"] = threads => Linear(new() { L1 = 30 }, threads),
        ["linear, elastic net"] = threads => Linear(new() { L1 = 30, L2 = 3 }, threads),
        ["logistic, ridge"] = threads => Logistic(new(), threads),
        ["logistic, lasso"] = threads => Logistic(new() { L1 = 10, L2 = 0 }, threads),
        ["logistic, elastic net"] = threads => Logistic(new() { L1 = 10, L2 = 3 }, threads),
        ["seasonal naive"] = threads => Forecasts(new SeasonalNaive { Season = 7 }, threads),
        ["mean of last"] = threads => Forecasts(new MeanOfLast(), threads),
        ["median of last"] = threads => Forecasts(new MedianOfLast(), threads),
        ["Holt-Winters"] = threads => Forecasts(new HoltWinters { Season = 7 }, threads),
        ["Holt-Winters, damped, by factors"] = threads => Forecasts(new HoltWinters { Season = 7, Kind = SeasonKind.Multiplicative, IsDamped = true }, threads),
        ["additive"] = threads => Forecasts(Additive(SeasonKind.Additive), threads),
        ["additive, by factors"] = threads => Forecasts(Additive(SeasonKind.Multiplicative), threads),
        ["moving average"] = _ => Encoding.UTF8.GetBytes(string.Concat(new MovingAverageClassifier().Predict(Simulated.Line(new(5), 200, 7, 5).Values).Select(rise => rise is null ? "?" : rise.Value ? "+" : "-"))),
        ["bootstrap of AUC"] = Bootstrapped,
    };

    // A seed whose drawn options grow trees leaf by leaf.
    private static int LeafWise { get; } = Enumerable.Range(0, 100).First(seed => DrawnSet.Of(seed, 300, 7).Options.Growth == Growth.LeafWise);

    public static string Digest(string learner, int threads) => Levain.Digest.Of(All[learner](threads)).ToString();

    private static byte[] Trees(int seed, int threads)
    {
        var set = DrawnSet.Of(seed, 300, 7);
        return Encoding.UTF8.GetBytes(ModelBytes.Of(Trained.On(set.Training, set.Validation, set.Options, threads: threads), set.Validation.Features));
    }

    private static byte[] Forest(DrawnSet set, int threads) =>
        Encoding.UTF8.GetBytes(ModelBytes.Of(RandomForest.Fit(set.Training, new ForestOptions { Seed = 5, Trees = 12, Depth = 6 }, null, threads, TestContext.Current.CancellationToken), set.Validation.Features));

    private static byte[] Linear(LinearOptions options, int threads) => Model(SparseSets.Of(5003, 9, isLogistic: false, hasWeights: true), set => LinearFits.Linear(set, options, threads), threads);

    private static byte[] Logistic(LogisticOptions options, int threads) => Model(SparseSets.Of(5003, 9, isLogistic: true, hasWeights: true), set => LinearFits.Logistic(set, options, threads), threads);

    private static byte[] Model(TrainingSet set, Func<TrainingSet, LinearModel> fit, int threads)
    {
        var model = fit(set);
        return [.. LinearJson.Write(model), .. MemoryMarshal.AsBytes(model.Predictions(set.Features, threads).AsSpan())];
    }

    private static byte[] Forecasts(Forecaster forecaster, int threads)
    {
        var histories = Enumerable.Range(0, 5).Select(i => Simulated.Line(new((ulong)i), 60, 7, 2, SeasonKind.Multiplicative, key: $"{i}")).ToList();
        var bytes = new MemoryStream();
        foreach (var forecast in forecaster.Predict(histories, 9, threads))
        {
            bytes.Write(MemoryMarshal.AsBytes(forecast.Mean));
            foreach (var level in forecast.Levels) bytes.Write(MemoryMarshal.AsBytes(forecast.Quantile(level)));
        }

        return bytes.ToArray();
    }

    private static AdditiveForecaster Additive(SeasonKind kind) => new() { Changepoints = 9, Seasonalities = [new() { Name = "season", Period = 49, Order = 2, Kind = kind }] };

    private static byte[] Bootstrapped(int threads)
    {
        var set = SparseSets.Of(800, 3, isLogistic: true);
        var interval = Bootstrap.Interval(Metric.Auc, ((DenseMatrix)set.Features).Column(0), set.Labels, [], seed: 1, repeats: 50, threads: threads);
        return Encoding.UTF8.GetBytes(FormattableString.Invariant($"{interval.Value:r} {interval.Lower:r} {interval.Upper:r}"));
    }
}
