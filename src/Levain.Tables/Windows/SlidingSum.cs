using Levain.Numerics;

namespace Levain.Tables;

/// <summary>A sum that values enter and leave again, exact at every moment.</summary>
internal sealed class SlidingSum
{
    private readonly ExactSum finite = new();
    private int notNumbers, plusInfinities, minusInfinities;

    public int Count { get; private set; }

    public double Value =>
        notNumbers > 0 || (plusInfinities > 0 && minusInfinities > 0) ? double.NaN
        : plusInfinities > 0 ? double.PositiveInfinity
        : minusInfinities > 0 ? double.NegativeInfinity
        : finite.Value;

    public void Enter(double value) => Move(value, 1);

    public void Leave(double value) => Move(value, -1);

    private void Move(double value, int by)
    {
        Count += by;
        if (double.IsFinite(value)) finite.Add(by > 0 ? value : -value);
        else if (double.IsNaN(value)) notNumbers += by;
        else if (value > 0) plusInfinities += by;
        else minusInfinities += by;
    }
}
