using Levain.Numerics;

namespace Levain.Learning.Encoders;

/// <summary>The exact sum of numbers; of small whole ones, that of their squares too.</summary>
internal sealed class ScaleSums
{
    // A chunk of whole numbers up to this sums up to less than 2^53, and so do their squares: plain addition is exact, in any order.
    private const double LargestPlain = 1 << 20;

    private readonly ExactSum sum = new();
    private Int128 wholeSum, wholeSquares;
    private bool areSmallAndWhole = true;

    public long Count { get; private set; }

    public double Least { get; private set; } = double.PositiveInfinity;

    public double Greatest { get; private set; } = double.NegativeInfinity;

    public double Mean => sum.Value / Count;

    /// <summary>The variance, from sums without any rounding; null where the numbers are not small and whole.</summary>
    public double? WholeVariance => areSmallAndWhole ? (double)(Count * wholeSquares - wholeSum * wholeSum) / ((double)Count * Count) : null;

    public void Add(ReadOnlySpan<double> numbers)
    {
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity, all = 0, squares = 0;
        var whole = true;
        foreach (var number in numbers)
        {
            least = number < least ? number : least;
            greatest = number > greatest ? number : greatest;
            whole &= Math.Floor(number) == number;
            all += number;
            squares += number * number;
        }

        Count += numbers.Length;
        (Least, Greatest) = (Math.Min(Least, least), Math.Max(Greatest, greatest));
        if (numbers.IsEmpty) return;
        if (whole && least >= -LargestPlain && greatest <= LargestPlain)
        {
            sum.Add(all);
            wholeSum += (Int128)all;
            wholeSquares += (Int128)squares;
            return;
        }

        areSmallAndWhole = false;
        sum.Add(numbers);
    }
}
