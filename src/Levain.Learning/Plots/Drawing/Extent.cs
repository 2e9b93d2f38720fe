namespace Levain.Drawing;

/// <summary>The least and the greatest of the numbers that an axis can show.</summary>
internal sealed class Extent(bool isLogarithmic)
{
    // Beyond it the differences of two numbers may not be numbers any more.
    public const double Most = 1e300;

    public double Low { get; private set; } = double.PositiveInfinity;

    public double High { get; private set; } = double.NegativeInfinity;

    public bool IsEmpty => Low > High;

    public bool Takes(double number) => Math.Abs(number) <= Most && (!isLogarithmic || number >= 1 / Most);

    public void Add(double number)
    {
        if (!Takes(number)) return;
        Low = Math.Min(Low, number);
        High = Math.Max(High, number);
    }
}
