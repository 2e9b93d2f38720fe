using Levain.Numerics;

namespace Levain.Learning.Training;

/// <summary>The rows of the trees of a forest: as many as there are, drawn with replacement.</summary>
internal sealed class ForestDraw(TrainingSet training, float mean, Crew crew)
{
    private const int PieceRows = 16384;

    private readonly Quantizer quantizer = new(training.RowCount, 1, crew);
    private readonly int[] times = new int[training.RowCount];

    public Quantizer.Quantized Fill(NativeArray<ulong> rows, CounterRandom random)
    {
        Array.Clear(times);
        var draws = random.Fork(ulong.MaxValue);
        // Which thread draws first does not matter to how often a row is drawn.
        crew.RunPieces(training.RowCount, PieceRows, (start, count, _) =>
        {
            for (var draw = start; draw < start + count; draw++) Interlocked.Increment(ref times[draws.Below((ulong)draw, training.RowCount)]);
        });
        crew.RunPieces(training.RowCount, PieceRows, (start, count, _) =>
        {
            for (var row = start; row < start + count; row++)
            {
                var weight = training.Weights.Length == 0 ? times[row] : times[row] * training.Weights[row];
                (quantizer.Gradients[row], quantizer.Hessians[row]) = (weight * (mean - training.Labels[row]), weight);
            }
        });
        return quantizer.Fill(0, rows, 1, random);
    }
}
