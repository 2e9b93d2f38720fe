using System.Globalization;
using System.Text.Json;

namespace Levain.Bench.Learning;

/// <summary>The same by python3-sklearn, which measures itself: the call alone, without starting Python or reading files.</summary>
internal sealed record SklearnTask(LearningTask Task)
{
    // Debian's, whatever other Python stands before it in the path.
    private const string Interpreter = "/usr/bin/python3";

    private const string Before = """
        import json, sys, time, inspect
        import numpy as np
        rows, columns, penalty, tolerance = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])

        def timed(run):
            cpu, wall = time.process_time(), time.perf_counter()
            result = run()
            return time.perf_counter() - wall, time.process_time() - cpu, result

        def say(cold, wall, cpu, numbers):
            print(json.dumps({"Cold": cold, "Wall": wall, "Cpu": cpu, "Numbers": [float(number) for number in numbers]}))

        """;

    private const string Logistic = """
        from sklearn.linear_model import LogisticRegression, _linear_loss
        x = np.fromfile("training.rows", dtype=np.float32).reshape(rows, columns).astype(np.float64)
        y = np.fromfile("training.labels", dtype=np.float32).astype(np.float64)
        # Before it divided the loss by the weights, its tolerance was one of the sum over all rows.
        scale = 1 if "sw_sum" in inspect.getsource(_linear_loss) else rows
        fit = lambda count: LogisticRegression(C=1 / penalty, solver="lbfgs", tol=tolerance * (scale if scale == 1 else count), max_iter=10000).fit(x[:count], y[:count])
        cold = timed(lambda: fit(min(2000, rows)))
        wall, cpu, model = timed(lambda: fit(rows))
        say(cold[0], wall, cpu, [*model.coef_[0], model.intercept_[0]])
        """;

    private const string Auc = """
        from sklearn.metrics import roc_auc_score
        p, y = np.fromfile("predictions", dtype=np.float32), np.fromfile("labels", dtype=np.float32)
        cold = timed(lambda: roc_auc_score(y, p))
        wall, cpu, auc = timed(lambda: roc_auc_score(y, p))
        say(cold[0], wall, cpu, [auc])
        """;

    public static bool IsInstalled(string folder)
    {
        if (!File.Exists(Interpreter)) return false;
        try
        {
            new Command(Interpreter, ["-c", "import numpy, sklearn"], folder).Run();
            return true;
        }
        catch (BuildException)
        {
            return false;
        }
    }

    public LearningResult Run(LearningFiles files)
    {
        string[] arguments = [.. new[] { Task.Rows, LearningFiles.Columns, LearningTask.Penalty, LearningTask.Tolerance }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        return JsonSerializer.Deserialize<LearningResult>(new Command(Interpreter, ["-c", Before + (Task.Name == "auc" ? Auc : Logistic), .. arguments], files.Folder).Read())!;
    }
}
