using System.Globalization;

namespace Levain.Bench.Learning;

/// <summary>Learners other than trees, and metrics, beside python3-sklearn's on the same rows: each in a process of its own, the two sides in turn.</summary>
internal sealed class LearningSuite
{
    /// <summary>What <c>--only</c> may name.</summary>
    public static readonly IReadOnlyList<string> Parts = ["logistic", "auc", "series", "study"];

    private const int DefaultRounds = 3, LeastRows = 500;
    private const double AucTarget = 1, SeriesTarget = 30, OneTrial = 1.5;

    private readonly int rounds;
    private readonly double scale;
    private readonly LearningFiles files;
    private readonly bool hasPeer;
    private readonly List<BenchRow> rows = [];

    private LearningSuite(BenchOptions options, string folder)
    {
        (rounds, scale, files) = (options.Rounds ?? DefaultRounds, options.Scale, new(folder));
        Directory.CreateDirectory(folder);
        hasPeer = SklearnTask.IsInstalled(folder);
        if (!hasPeer) Say("python3-sklearn is not installed: ours is measured alone");
    }

    public static IReadOnlyList<BenchRow> Run(BenchOptions options)
    {
        var folder = Path.Combine(options.Root, ".levain", string.Create(CultureInfo.InvariantCulture, $"levain-bench-{Environment.ProcessId}"));
        try
        {
            var suite = new LearningSuite(options, folder);
            if (options.Only is null or "logistic") suite.Logistic();
            if (options.Only is null or "auc") suite.Auc();
            if (options.Only is null or "series") suite.Series();
            if (options.Only is null or "study") suite.Study();
            return suite.rows;
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private void Logistic()
    {
        var task = new LearningTask("logistic", Scaled(1_000_000));
        var what = string.Create(CultureInfo.InvariantCulture, $"logistic regression {task.Rows:N0} × {LearningFiles.Columns}");
        Say($"making rows for {what}");
        files.MakeFeatures(task.Rows);
        var (ours, theirs) = Race(what, task);
        rows.Add(Both(what, "s", ours, theirs, result => result.Wall, "from arrays in memory to coefficients, all threads"));
        if (!hasPeer) return;
        rows.Add(Ratio($"{what}: wall_ratio", ours, theirs, result => result.Wall, 1, "seconds, ours by sklearn's lbfgs"));
        rows.Add(Ratio($"{what}: cpu_ratio", ours, theirs, result => result.Cpu, null, "seconds of processors, by all threads"));
        var training = files.Features(task.Rows);
        var (our, their) = (ReachedLoss.Of(training, ours[0].Numbers), ReachedLoss.Of(training, theirs[0].Numbers));
        rows.Add(new BenchRow($"{what}: mean loss above sklearn's", "10⁻⁹", new Figures([(our - their) * 1e9])) { Target = Promised(1), Note = string.Create(CultureInfo.InvariantCulture, $"of {our:0.0000000000}; below 0 where ours is lower") });
    }

    private void Auc()
    {
        var task = new LearningTask("auc", Scaled(10_000_000));
        var what = string.Create(CultureInfo.InvariantCulture, $"AUC of {task.Rows:N0} rows");
        Say($"making predictions for {what}");
        files.MakePredictions(task.Rows);
        var (ours, theirs) = Race(what, task);
        rows.Add(Both(what, "s", ours, theirs, result => result.Cold, "the first call of a process") with { Where = "cold", Target = Promised(AucTarget) });
        rows.Add(Both(what, "s", ours, theirs, result => result.Wall, "") with { Where = "warm", Target = Promised(AucTarget) });
        if (hasPeer) rows.Add(new BenchRow($"{what}: by how much they differ", "10⁻⁹", new Figures([Math.Abs(ours[0].Numbers[0] - theirs[0].Numbers[0]) * 1e9])) { Target = Promised(1), Note = string.Create(CultureInfo.InvariantCulture, $"ours is {ours[0].Numbers[0]}") });
    }

    private void Series()
    {
        var task = new LearningTask("series", Math.Max(1, (int)(1_000 * scale)));
        var what = string.Create(CultureInfo.InvariantCulture, $"{task.Rows:N0} weekly series through the additive forecaster");
        Say(what);
        var ours = Enumerable.Range(0, rounds).Select(_ => task.Run(files)).ToList();
        rows.Add(new BenchRow(what, "s", new Figures(ours.Select(result => result.Wall))) { Where = "cold", Target = Promised(SeriesTarget), Note = "300 weeks each, 36 changepoints, a year of 25 waves, half a year of 5, 500 simulated futures; all threads" });
        rows.Add(new BenchRow($"{what}: processors", "s", new Figures(ours.Select(result => result.Cpu))) { Where = "cold" });
    }

    private void Study()
    {
        const string What = "study of 50 trials, given one more";
        Say(What);
        var measured = Enumerable.Range(0, rounds).Select(round => new StudyRerun(Path.Combine(files.Folder, $"study{round}"), Scaled(100_000)).Measure()).ToList();
        rows.Add(new BenchRow($"{What}: trials that run", "", new Figures(measured.Select(one => (double)one.Ran))) { Target = 1 });
        rows.Add(new BenchRow(What, "s", new Figures(measured.Select(one => one.Seconds))) { Note = "the whole build, from an opened workspace on" });
        rows.Add(new BenchRow($"{What}: by the trial alone", "×", new Figures(measured.Select(one => one.Seconds / one.Trial))) { Target = Promised(OneTrial), Note = "seconds of the build by those of the trial in it, on 100,000 rows: what comes on top is the same for trials of any length" });
    }

    private (List<LearningResult> Ours, List<LearningResult> Theirs) Race(string what, LearningTask task)
    {
        Say(what);
        var (ours, theirs) = (new List<LearningResult>(), new List<LearningResult>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(task.Run(files));
            if (hasPeer) theirs.Add(new SklearnTask(task).Run(files));
        }

        return (ours, theirs);
    }

    private BenchRow Both(string what, string unit, List<LearningResult> ours, List<LearningResult> theirs, Func<LearningResult, double> figure, string note)
    {
        var row = new BenchRow(what, unit, new Figures(ours.Select(figure))) { Note = note };
        return hasPeer ? row with { Peer = "sklearn", PeerFigures = new Figures(theirs.Select(figure)) } : row;
    }

    // Neighbours in time are compared, so that what the machine does beside falls on both.
    private BenchRow Ratio(string what, List<LearningResult> ours, List<LearningResult> theirs, Func<LearningResult, double> figure, double? target, string note) =>
        new(what, "×", new Figures(ours.Zip(theirs, (our, their) => figure(our) / figure(their)))) { Target = target is { } most ? Promised(most) : null, Note = note };

    private double? Promised(double target) => scale == 1 ? target : null;

    private int Scaled(int count) => Math.Max(LeastRows, (int)(count * scale));

    private static void Say(string what) => Console.Error.WriteLine($"bench: {what}…");
}
