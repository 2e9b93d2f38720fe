using System.Runtime.InteropServices;
using Levain.Bench.Trees;
using Levain.Learning;
using Levain.Numerics;

namespace Levain.Bench.Learning;

/// <summary>What both sides measure themselves on, made once: plain singles behind each other.</summary>
internal sealed class LearningFiles(string folder)
{
    public const int Columns = 28;

    public string Folder => folder;

    /// <summary>Rows of 28 features, some of them made from others, with labels.</summary>
    public void MakeFeatures(int rows) => Trees(rows).Make();

    public TrainingSet Features(int rows) => new(Trees(rows).Columns("training", rows), Trees(rows).Labels("training", rows));

    /// <summary>Predictions that lean to the label, of which a third is 1.</summary>
    public void MakePredictions(int rows)
    {
        Directory.CreateDirectory(folder);
        var random = new CounterRandom(1982);
        var (predictions, labels) = (new float[rows], new float[rows]);
        Parallel.For(0, (rows >> 16) + 1, part =>
        {
            for (var row = part << 16; row < Math.Min(rows, (part + 1) << 16); row++)
            {
                labels[row] = random.Uniform((ulong)row * 4) < 1 / 3.0 ? 1 : 0;
                predictions[row] = (float)Elementary.Sigmoid(random.Normal(((ulong)row * 4) + 1) + labels[row] - 0.7);
            }
        });
        Write("predictions", predictions);
        Write("labels", labels);
    }

    public (float[] Predictions, float[] Labels) Predictions(int rows) => (Read("predictions", rows), Read("labels", rows));

    private TreesFiles Trees(int rows) => new(TreesSet.Of("dense", rows, 1, Columns), folder);

    private void Write(string file, float[] values)
    {
        using var output = File.Create(Path.Combine(folder, file));
        output.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private float[] Read(string file, int rows)
    {
        var values = new float[rows];
        using var input = File.OpenRead(Path.Combine(folder, file));
        input.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
