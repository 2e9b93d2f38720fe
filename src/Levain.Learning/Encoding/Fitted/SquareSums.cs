using Levain.Numerics;

namespace Levain.Learning.Encoders;

/// <summary>The exact sum of the squares of distances from a mean.</summary>
internal sealed class SquareSums(double mean)
{
    private readonly ExactSum squares = new(), rests = new();

    public void Add(ReadOnlySpan<double> numbers)
    {
        foreach (var number in numbers)
        {
            var rest = number - mean;
            squares.Add(rest * rest);
            rests.Add(rest);
        }
    }

    /// <summary>The sum; what the rounding of the mean brought in is taken out.</summary>
    public double Of(long count) => Math.Max(0, squares.Value - rests.Value * rests.Value / count);
}
