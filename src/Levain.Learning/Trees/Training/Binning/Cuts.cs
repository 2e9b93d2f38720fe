using System.Runtime.Intrinsics;

namespace Levain.Learning.Training;

/// <summary>How the values of one feature become bins: a number by thresholds, a category by its code. What is missing has a bin of its own behind them.</summary>
internal sealed class Cuts
{
    /// <summary>Values have at most so many bins; a byte leaves one for what is missing.</summary>
    public const int MostBins = 255;

    // The thresholds, filled up with infinity to one less than a power of two, so that a search needs no bounds.
    private readonly float[] padded;
    private readonly int step;

    private Cuts(Feature feature, float[] thresholds, int[] codes)
    {
        (Feature, Thresholds, Codes, BinCount) = (feature, thresholds, codes, codes.Length > 0 ? codes.Length : thresholds.Length + 1);
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)thresholds.Length + 1);
        step = size / 2;
        padded = new float[Math.Max(1, size - 1)];
        padded.AsSpan().Fill(float.PositiveInfinity);
        thresholds.CopyTo(padded, 0);
    }

    public Feature Feature { get; }

    /// <summary>Bin b holds what is less than threshold b and in no bin before; the last bin holds the rest.</summary>
    public float[] Thresholds { get; }

    /// <summary>The codes of the bins of a category, rising; empty for a number.</summary>
    public int[] Codes { get; }

    public bool IsCategory => Codes.Length > 0;

    /// <summary>The bins of values.</summary>
    public int BinCount { get; }

    /// <summary>The bin of what is missing.</summary>
    public byte Missing => (byte)BinCount;

    public static Cuts Number(Feature feature, float[] thresholds) => new(feature, thresholds, []);

    /// <summary>A category's codes are kept as thresholds too, each the lower end of its bin but for the first.</summary>
    public static Cuts Category(Feature feature, int[] codes) => new(feature, [.. codes.Skip(1).Select(code => (float)code)], codes);

    /// <summary>The bin of a value. A code that training did not see counts as missing.</summary>
    public byte BinOf(float value)
    {
        if (float.IsNaN(value)) return Missing;
        var bin = 0;
        for (var half = step; half > 0; half /= 2)
        {
            if (padded[bin + half - 1] <= value) bin += half;
        }

        return IsCategory && Codes[bin] != value ? Missing : (byte)bin;
    }

    public unsafe void BinsOf(ReadOnlySpan<float> values, byte* bins)
    {
        var i = 0;
        if (Hardware.HasGather && !IsCategory)
        {
            fixed (float* from = values)
            fixed (float* cuts = padded)
            {
                for (; i <= values.Length - 16; i += 16)
                {
                    var first = Search(cuts, Vector256.Load(from + i));
                    var second = Search(cuts, Vector256.Load(from + i + 8));
                    Vector128.Narrow(Vector128.Narrow(first.GetLower().AsUInt32(), first.GetUpper().AsUInt32()), Vector128.Narrow(second.GetLower().AsUInt32(), second.GetUpper().AsUInt32())).Store(bins + i);
                }
            }
        }

        for (; i < values.Length; i++) bins[i] = BinOf(values[i]);
    }

    private unsafe Vector256<int> Search(float* cuts, Vector256<float> values)
    {
        var bins = Vector256<int>.Zero;
        for (var half = step; half > 0; half /= 2)
        {
            var cut = Hardware.Gather(cuts, bins + Vector256.Create(half - 1));
            bins += Vector256.LessThanOrEqual(cut, values).AsInt32() & Vector256.Create(half);
        }

        return Vector256.ConditionalSelect(Vector256.Equals(values, values).AsInt32(), bins, Vector256.Create(BinCount));
    }
}
