using System.Globalization;

namespace Levain.Bench.Trees;

/// <summary>Boosted trees beside XGBoost's hist method on the same made-up data with the same options: each training in a process of its own, the two sides in turn.</summary>
internal sealed class TreesSuite
{
    private const int DefaultRounds = 3, LeastRows = 500;
    private const double Lower = 0.002, BatchTarget = 0.5, SingleTarget = 1_000;

    private readonly int rounds;
    private readonly double scale;
    private readonly string folder;
    private readonly List<BenchRow> rows = [];

    private TreesSuite(BenchOptions options, string folder) => (rounds, scale, this.folder) = (options.Rounds ?? DefaultRounds, options.Scale, folder);

    public static IReadOnlyList<BenchRow> Run(BenchOptions options)
    {
        if (!Levain.Learning.XGBoost.IsInstalled) throw new BuildException("suite `trees` measures beside XGBoost's library, which is not installed", "apt-get install libxgboost0");
        var folder = Path.Combine(options.Root, ".levain", string.Create(CultureInfo.InvariantCulture, $"levain-bench-{Environment.ProcessId}"));
        try
        {
            var suite = new TreesSuite(options, folder);
            suite.CompareAll(options.Only);
            if (options.Plot is { } plot) File.WriteAllText(plot, TreesPlot.Of(new TreesScaling(suite.Files, options.Rounds ?? DefaultRounds).Measure()));
            return suite.rows;
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private void CompareAll(string? only)
    {
        foreach (var (name, rowCount, testCount, columns, target) in new[]
        {
            ("dense", 1_000_000, 200_000, 28, 0.4), ("sparse", 500_000, 100_000, 100, 0.6), ("shots", 2_600, 20_000, 2, 0.4), ("categories", 200_000, 50_000, 39, 0.4),
        })
        {
            if (only is not null && only != name) continue;
            var files = Files(name, rowCount, testCount, columns);
            foreach (var threads in new[] { 1, 2 }) Compare(files, threads, target);
            Directory.Delete(files.Folder, recursive: true);
        }
    }

    private TreesFiles Files(string name, int rowCount, int testCount, int columns)
    {
        var set = TreesSet.Of(name, Scaled(rowCount), Scaled(testCount), columns);
        Say(string.Create(CultureInfo.InvariantCulture, $"making {set.Name}, {set.Rows:N0} × {columns}"));
        var files = new TreesFiles(set, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{columns}")));
        files.Make();
        return files;
    }

    private int Scaled(int count) => Math.Max(LeastRows, (int)(count * scale));

    private void Compare(TreesFiles files, int threads, double target)
    {
        var where = threads == 1 ? "1 thread" : string.Create(CultureInfo.InvariantCulture, $"{threads} threads");
        Say($"{files.Set.Name} on {where}");
        var task = new TreesTask { IsOurs = true, Threads = threads, Rows = files.Set.Rows };
        var (ours, theirs) = (new List<TreesResult>(), new List<TreesResult>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(TreesProcess.Run(files, task));
            theirs.Add(TreesProcess.Run(files, task with { IsOurs = false }));
        }

        var (count, tested) = (files.Set.Rows, files.Set.TestRows);
        var measured = new Measured(string.Create(CultureInfo.InvariantCulture, $"{files.Set.Name} {count:N0} × {files.Set.Columns}"), where, ours, theirs, scale == 1);
        rows.AddRange(
        [
            measured.Ratio("train_ratio", each => each.Train, target, "training time, ours by XGBoost's"),
            measured.Both("train", "s", each => each.Train, "from arrays in memory to the model: bins or DMatrix, 100 trees"),
            measured.Both("grow", "s", each => each.Grow, "without bins or DMatrix: rounds 2 to 100, scaled to 100"),
            measured.Both("train speed", "rows/s", each => count / each.Train, "training rows by seconds of training"),
            measured.Ratio("predict_ratio", each => each.Batch, BatchTarget, files.Set.IsSparse ? "ours from sparse rows, XGBoost from a DMatrix made before" : "ours from rows of numbers, XGBoost from a DMatrix made before"),
            measured.Both("predict", "rows/s", each => tested / each.Batch, "all test rows at once"),
            measured.Ratio("memory_ratio", each => each.Peak, 1, "peak of the whole process, data and runtime too"),
            measured.Both("peak memory", "MB", each => each.Peak / 1e6, ""),
            measured.Both("peak memory beyond the data", "MB", each => Math.Max(0, each.Peak - each.Before) / 1e6, "less what the process held when the arrays were there"),
            measured.Both("test AUC", "", each => each.Auc, ""),
            measured.Difference("auc_difference", each => each.Auc, Lower, "by how much ours is lower"),
        ]);
        if (!files.Set.IsSparse) rows.Add(measured.Both("predict in place", "rows/s", each => tested / each.InPlace, "both from rows of numbers"));
        rows.Add(measured.Single(each => each.Single * 1e9, SingleTarget));
    }

    private static void Say(string what) => Console.Error.WriteLine($"bench: {what}…");

    /// <summary>The results of both sides on one data set, as rows.</summary>
    private sealed record Measured(string Set, string Where, List<TreesResult> Ours, List<TreesResult> Theirs, bool IsPromised)
    {
        public BenchRow Both(string what, string unit, Func<TreesResult, double> figure, string note) =>
            Row(what, unit, Figures(Ours, figure), note) with { Peer = "XGBoost", PeerFigures = Figures(Theirs, figure) };

        // Neighbours in time are compared, so that what the machine does beside falls on both.
        public BenchRow Ratio(string what, Func<TreesResult, double> figure, double target, string note) =>
            Row(what, "×", new Figures(Ours.Zip(Theirs, (ours, theirs) => figure(ours) / figure(theirs))), note) with { Target = IsPromised ? target : null };

        public BenchRow Difference(string what, Func<TreesResult, double> figure, double target, string note) =>
            Row(what, "", new Figures(Ours.Zip(Theirs, (ours, theirs) => figure(theirs) - figure(ours))), note) with { Target = IsPromised ? target : null };

        public BenchRow Single(Func<TreesResult, double> figure, double target)
        {
            var row = Row("predict one row", "ns", Figures(Ours, figure), "XGBoost in place") with { Target = IsPromised ? target : null };
            return double.IsNaN(figure(Theirs[0])) ? row with { Note = "" } : row with { Peer = "XGBoost", PeerFigures = Figures(Theirs, figure) };
        }

        private BenchRow Row(string what, string unit, Figures figures, string note) => new($"{Set}: {what}", unit, figures) { Where = Where, Note = note };

        private static Figures Figures(List<TreesResult> results, Func<TreesResult, double> figure) => new(results.Select(figure));
    }
}
