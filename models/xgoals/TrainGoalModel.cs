namespace XGoals;

/// <summary>Fits the logistic model by Newton's method, which for two features needs a handful of steps.</summary>
public sealed record TrainGoalModel : Stage<GoalModel>
{
    public required Artifact<Table> Training { get; init; }

    public int Steps { get; init => field = value > 0 ? value : throw new BuildException($"{value} steps fit nothing"); } = 8;

    /// <summary>Keeps the step finite when the classes can be told apart without error.</summary>
    public double Ridge { get; init; } = 1e-6;

    protected override async Task<GoalModel> RunAsync(StageContext context)
    {
        var rows = await context.ReadAsync(Training);
        var model = new GoalModel(0, 0, 0);
        for (var step = 1; step <= Steps; step++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            model = Step(model, rows);
            context.Progress.Report((double)step / Steps);
        }

        context.Metric("intercept", model.Intercept);
        context.Metric("distance", model.Distance);
        context.Metric("angle", model.Angle);
        return model;
    }

    private GoalModel Step(GoalModel model, Table rows)
    {
        var (distances, angles) = (rows.Doubles("distance_to_goal"), rows.Doubles("angle_to_goal"));
        var goals = rows.Bools("is_goal");
        var gradient = new double[3];
        var curvature = new double[3, 3];
        for (var row = 0; row < rows.RowCount; row++)
        {
            var chance = model.Predict(distances[row], angles[row]);
            ReadOnlySpan<double> x = [1, distances[row], angles[row]];
            for (var i = 0; i < 3; i++)
            {
                gradient[i] += ((goals[row] ? 1 : 0) - chance) * x[i];
                for (var j = 0; j < 3; j++) curvature[i, j] += chance * (1 - chance) * x[i] * x[j];
            }
        }

        for (var i = 0; i < 3; i++) curvature[i, i] += Ridge;
        var step = Solve(curvature, gradient);
        return new GoalModel(model.Intercept + step[0], model.Distance + step[1], model.Angle + step[2]);
    }

    // Cholesky: the curvature is symmetric and positive.
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        var root = new double[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++) sum -= root[i, k] * root[j, k];
                root[i, j] = i == j ? Math.Sqrt(sum) : sum / root[j, j];
            }

        var solution = (double[])right.Clone();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++) solution[i] -= root[i, k] * solution[k];
            solution[i] /= root[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++) solution[i] -= root[k, i] * solution[k];
            solution[i] /= root[i, i];
        }

        return solution;
    }
}
