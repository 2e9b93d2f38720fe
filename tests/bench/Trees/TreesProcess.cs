using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Levain.Learning;

namespace Levain.Bench.Trees;

/// <summary>One side in a process of its own, so that its memory and its threads are its own.</summary>
internal static class TreesProcess
{
    private const string Switch = "trees-child";
    private const int WarmRows = 1_000, WarmRounds = 3, Predictions = 7;

    // What takes less is done again, and the median counts.
    private const double LeastSeconds = 0.5;
    private const int MostRuns = 100;

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Runs in another process.</summary>
    public static TreesResult Run(TreesFiles files, TreesTask task)
    {
        var command = new Command("dotnet", [typeof(TreesProcess).Assembly.Location, Switch, .. task.Arguments(files)], files.Folder);
        return JsonSerializer.Deserialize<TreesResult>(command.Read(), Json)!;
    }

    /// <summary>True when the arguments asked for it, and it is done.</summary>
    public static bool RunHere(string[] args)
    {
        if (args is not [Switch, ..]) return false;
        var (files, task) = TreesTask.Parse(args.AsSpan(1));
        Console.Out.Write(JsonSerializer.Serialize(Measure(files, task), Json));
        return true;
    }

    /// <summary>Runs in this process.</summary>
    public static TreesResult Measure(TreesFiles files, TreesTask task)
    {
        Warm(files, task);
        using var side = Side(files, task);
        GC.Collect();
        var before = Resident("VmRSS");
        var (train, grow) = Train(side, task.Rounds);
        // The system counts pages in each thread and adds them up now and then: the peak may lag behind what is there.
        var peak = Math.Max(before, Resident("VmHWM"));
        if (!task.Predicts) return new(train, grow, before, peak, double.NaN, double.NaN, double.NaN, double.NaN);

        side.ReadTest();
        var auc = Metric.Auc.Of(side.Predict(), files.Labels("test", files.Set.TestRows), []);
        return new(train, grow, before, peak, auc, Median(side.Batch), Median(side.InPlace), Median(side.Single));
    }

    private static TreesSide Side(TreesFiles files, TreesTask task) => task.IsOurs ? new OurTrees(files, task) : new XGBoostTrees(files, task);

    // Compiles ours, and loads theirs.
    private static void Warm(TreesFiles files, TreesTask task)
    {
        using var side = Side(files, task with { Rows = Math.Min(WarmRows, task.Rows) });
        side.Train(WarmRounds, () => { });
    }

    private static (double Train, double Grow) Train(TreesSide side, int rounds)
    {
        var (train, grow) = (new List<double>(), new List<double>());
        while (train.Count == 0 || train.Sum() < LeastSeconds && train.Count < MostRuns)
        {
            var ends = new List<long>(rounds);
            var started = Stopwatch.GetTimestamp();
            side.Train(rounds, () => ends.Add(Stopwatch.GetTimestamp()));
            train.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            grow.Add(ends.Count < 2 ? train[^1] : Stopwatch.GetElapsedTime(ends[0], ends[^1]).TotalSeconds * ends.Count / (ends.Count - 1));
        }

        return (new Figures(train).Median, new Figures(grow).Median);
    }

    private static double Median(Func<double> seconds) => new Figures(Enumerable.Range(0, Predictions).Select(_ => seconds())).Median;

    private static long Resident(string what) => !File.Exists("/proc/self/status") ? 0 :
        long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(what, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
}
