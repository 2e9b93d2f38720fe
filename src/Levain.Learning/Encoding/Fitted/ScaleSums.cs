using Levain.Numerics;

namespace Levain.Learning.Encoders;

/// <summary>Exact sums of numbers less an anchor, and of their squares.</summary>
internal sealed class ScaleSums(double anchor, bool squares = false)
{
    // A chunk of whole numbers up to this sums up to less than 2^53, and so do their squares: plain addition is exact, in any order.
    private const double LargestPlain = 1 << 20;

    private readonly ExactSum sum = new(), sumOfSquares = new();

    public long Count { get; private set; }

    public double Least { get; private set; } = double.PositiveInfinity;

    public double Greatest { get; private set; } = double.NegativeInfinity;

    public bool AreWhole { get; private set; } = true;

    public double Sum => sum.Value;

    public double Squares => sumOfSquares.Value;

    public void Add(ReadOnlySpan<double> numbers)
    {
        var (least, greatest, whole) = (double.PositiveInfinity, double.NegativeInfinity, true);
        foreach (var number in numbers)
        {
            if (number < least) least = number;
            if (number > greatest) greatest = number;
            whole &= Math.Floor(number) == number;
        }

        Count += numbers.Length;
        (Least, Greatest, AreWhole) = (Math.Min(Least, least), Math.Max(Greatest, greatest), AreWhole && whole);
        if (whole && Math.Floor(anchor) == anchor && Math.Abs(least - anchor) <= LargestPlain && Math.Abs(greatest - anchor) <= LargestPlain) AddPlainly(numbers);
        else AddExactly(numbers);
    }

    private void AddPlainly(ReadOnlySpan<double> numbers)
    {
        double all = 0, allSquares = 0;
        foreach (var number in numbers)
        {
            var rest = number - anchor;
            all += rest;
            allSquares += rest * rest;
        }

        sum.Add(all);
        sumOfSquares.Add(allSquares);
    }

    private void AddExactly(ReadOnlySpan<double> numbers)
    {
        foreach (var number in numbers)
        {
            var rest = number - anchor;
            sum.Add(rest);
            if (squares) sumOfSquares.Add(rest * rest);
        }
    }
}
