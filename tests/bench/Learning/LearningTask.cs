using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Levain.Learning;

namespace Levain.Bench.Learning;

/// <summary>Something to measure in a process of its own, so that its start, its memory and its threads are its own.</summary>
/// <param name="Name"><c>logistic</c>, <c>auc</c> or <c>series</c>.</param>
/// <param name="Rows">Or how many series.</param>
internal sealed record LearningTask(string Name, int Rows)
{
    /// <summary>How far from level the mean loss may stay, on both sides.</summary>
    public const double Tolerance = 1e-6;

    public const double Penalty = 1;

    private const string Switch = "learning-child";
    private const int WarmRows = 2_000, AucRuns = 5, Steps = 8;

    /// <summary>Runs in another process.</summary>
    public LearningResult Run(LearningFiles files) =>
        JsonSerializer.Deserialize<LearningResult>(new Command("dotnet", [typeof(LearningTask).Assembly.Location, Switch, Name, Rows.ToString(CultureInfo.InvariantCulture), files.Folder], files.Folder).Read())!;

    /// <summary>True when the arguments asked for it, and it is done.</summary>
    public static bool RunHere(string[] args)
    {
        if (args is not [Switch, var name, var rows, var folder]) return false;
        Console.Out.Write(JsonSerializer.Serialize(new LearningTask(name, int.Parse(rows, CultureInfo.InvariantCulture)).Measure(new LearningFiles(folder))));
        return true;
    }

    /// <summary>Runs in this process.</summary>
    public LearningResult Measure(LearningFiles files) => Name switch
    {
        "auc" => Auc(files),
        "series" => Series(),
        _ => Logistic(files),
    };

    private LearningResult Logistic(LearningFiles files)
    {
        var training = files.Features(Rows);
        var options = new LogisticOptions { L2 = Penalty, Tolerance = Tolerance };
        // Compiles it: the other side was compiled before.
        var (cold, _, _) = Timed(() => LogisticRegression.Fit(new(training.Features.Take([.. Enumerable.Range(0, Math.Min(WarmRows, Rows))]), training.Labels.AsSpan(0, Math.Min(WarmRows, Rows)).ToArray()), options));
        var (wall, cpu, model) = Timed(() => LogisticRegression.Fit(training, options));
        return new(cold, wall, cpu, [.. model.Coefficients.Select(coefficient => coefficient.Value), model.Intercept]);
    }

    private LearningResult Auc(LearningFiles files)
    {
        var (predictions, labels) = files.Predictions(Rows);
        var (cold, _, auc) = Timed(() => Metric.Auc.Of(predictions, labels, []));
        var warm = Enumerable.Range(0, AucRuns).Select(_ => Timed(() => Metric.Auc.Of(predictions, labels, []))).ToList();
        return new(cold, new Figures(warm.Select(run => run.Wall)).Median, new Figures(warm.Select(run => run.Cpu)).Median, [auc]);
    }

    private LearningResult Series()
    {
        var histories = WeeklySeries.Of(Rows);
        var (cold, cpu, forecasts) = Timed(() => WeeklySeries.Forecaster.Predict(histories, Steps, threads: 0));
        return new(cold, cold, cpu, [.. forecasts.Select(forecast => forecast.Mean[^1])]);
    }

    private static (double Wall, double Cpu, T Result) Timed<T>(Func<T> run)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (before, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        var result = run();
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        return (wall, (process.TotalProcessorTime - before).TotalSeconds, result);
    }
}
