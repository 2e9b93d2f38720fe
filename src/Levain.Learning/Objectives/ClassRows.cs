using Levain.Numerics;

namespace Levain.Learning.Objectives;

/// <summary>Rows of margins, one for each class, as probabilities and as slopes; some rows at a time, so that what is between stays near.</summary>
internal static class ClassRows
{
    private const int Room = 1024;
    private const double LeastCurvature = 1e-16;

    public static void Predict(int classes, ReadOnlySpan<float> margins, Span<float> predictions)
    {
        CheckLength(classes, margins.Length, predictions.Length);
        Span<double> buffer = classes <= Room ? stackalloc double[Room] : new double[classes];
        while (margins.Length > 0)
        {
            var count = Probabilities(classes, margins, buffer);
            for (var i = 0; i < count; i++) predictions[i] = (float)buffer[i];
            margins = margins[count..];
            predictions = predictions[count..];
        }
    }

    public static void Slopes(int classes, ReadOnlySpan<float> margins, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradients, Span<float> hessians)
    {
        CheckLength(classes, margins.Length, gradients.Length);
        CheckLength(classes, margins.Length, hessians.Length);
        if (margins.Length != (long)labels.Length * classes || (weights.Length != 0 && weights.Length != labels.Length))
            throw new ArgumentException($"{margins.Length} margins of {classes} classes, {labels.Length} labels and {weights.Length} weights");

        Span<double> buffer = classes <= Room ? stackalloc double[Room] : new double[classes];
        for (int row = 0, at = 0; at < margins.Length;)
        {
            var count = Probabilities(classes, margins[at..], buffer);
            for (var end = at + count; at < end; row++, at += classes)
            {
                var weight = weights.Length == 0 ? 1.0 : weights[row];
                SlopesOfRow(buffer.Slice(at + count - end, classes), (int)labels[row], weight, gradients.Slice(at, classes), hessians.Slice(at, classes));
            }
        }
    }

    private static void SlopesOfRow(ReadOnlySpan<double> probabilities, int label, double weight, Span<float> gradients, Span<float> hessians)
    {
        for (var i = 0; i < probabilities.Length; i++)
        {
            var probability = probabilities[i];
            gradients[i] = (float)((i == label ? probability - 1.0 : probability) * weight);
            hessians[i] = (float)(Math.Max(2.0 * probability * (1.0 - probability), LeastCurvature) * weight);
        }
    }

    /// <summary>Fills the buffer with the probabilities of as many whole rows as it holds, and returns how many numbers these are.</summary>
    private static int Probabilities(int classes, ReadOnlySpan<float> margins, Span<double> buffer)
    {
        var count = Math.Min(margins.Length, buffer.Length / classes * classes);
        for (var at = 0; at < count; at += classes) LessTheLargest(margins.Slice(at, classes), buffer.Slice(at, classes));
        var filled = buffer[..count];
        Elementary.Exp(filled, filled);
        for (var at = 0; at < count; at += classes) OverTheirSum(buffer.Slice(at, classes));
        return count;
    }

    private static void LessTheLargest(ReadOnlySpan<float> margins, Span<double> differences)
    {
        var largest = margins[0];
        for (var i = 1; i < margins.Length; i++) largest = margins[i] > largest ? margins[i] : largest;
        for (var i = 0; i < margins.Length; i++) differences[i] = (double)margins[i] - largest;
    }

    private static void OverTheirSum(Span<double> powers)
    {
        var sum = 0.0;
        for (var i = 0; i < powers.Length; i++) sum += powers[i];
        for (var i = 0; i < powers.Length; i++) powers[i] /= sum;
    }

    private static void CheckLength(int classes, int margins, int others)
    {
        if (margins % classes != 0) throw new ArgumentException($"{margins} margins are no whole rows of {classes} classes");
        if (others < margins) throw new ArgumentException($"expected room for {margins} numbers, found {others}");
    }
}
