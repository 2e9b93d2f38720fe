using System.Diagnostics;
using Levain.Learning;

namespace Levain.Bench.Trees;

/// <summary>One side of the comparison, inside its process: the arrays as it likes them, training, predictions.</summary>
internal abstract class TreesSide(TreesFiles files, TreesTask task) : IDisposable
{
    private protected TreesFiles Files => files;

    private protected TreesTask Task => task;

    private protected float[] Labels { get; } = files.Labels("training", task.Rows);

    /// <summary>From the arrays to the model.</summary>
    /// <param name="rounds">How many.</param>
    /// <param name="ended">Is called when a round has ended.</param>
    public abstract void Train(int rounds, Action ended);

    /// <summary>Reads the test rows.</summary>
    public abstract void ReadTest();

    /// <summary>Seconds to predict all test rows, in the form that this side likes best.</summary>
    public abstract double Batch();

    /// <summary>Seconds to predict all test rows from rows of numbers; not a number where the data is sparse.</summary>
    public abstract double InPlace();

    /// <summary>Seconds to predict one row, of the mean of many.</summary>
    public abstract double Single();

    public abstract float[] Predict();

    public abstract void Dispose();

    private protected static double Timed(Action run)
    {
        var started = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
