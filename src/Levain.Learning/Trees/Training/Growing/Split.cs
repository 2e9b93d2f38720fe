using System.Runtime.Intrinsics;

namespace Levain.Learning.Training;

/// <summary>How a node would be split best.</summary>
/// <param name="Feature">-1 when no split is worth it.</param>
/// <param name="Bin">The last bin that goes left; for a category unused.</param>
/// <param name="Left">The packed sums of the rows that go left.</param>
/// <param name="RightBins">For a category: the bins that go right, one bit each; empty otherwise.</param>
internal readonly record struct Split(double Gain, int Feature, int Bin, bool MissingLeft, long Left, Vector256<ulong> RightBins)
{
    public static Split None { get; } = new(0, -1, 0, false, 0, default);

    public bool IsNone => Feature < 0;

    public bool IsCategory => RightBins != default;

    /// <summary>The greater gain; of equal ones the feature that comes first.</summary>
    public static Split Better(in Split left, in Split right) => right.IsNone || (!left.IsNone && (left.Gain > right.Gain || (left.Gain == right.Gain && left.Feature <= right.Feature))) ? left : right;

    public bool GoesLeft(int bin, Cuts cuts) => bin == cuts.Missing ? MissingLeft : IsCategory ? !IsRight(bin) : bin <= Bin;

    public bool IsRight(int bin) => (RightBins.GetElement(bin / 64) >> (bin % 64) & 1) != 0;

    /// <summary>For each bin 1 when it goes left, and 0 when it goes right.</summary>
    public unsafe void Sides(Cuts cuts, byte* left)
    {
        var sides = new Span<byte>(left, cuts.BinCount + 1);
        sides.Clear();
        if (!IsCategory) sides[..(Bin + 1)].Fill(1);
        else
        {
            for (var bin = 0; bin < cuts.BinCount; bin++) sides[bin] = (byte)(IsRight(bin) ? 0 : 1);
        }

        sides[cuts.Missing] = (byte)(MissingLeft ? 1 : 0);
    }
}
