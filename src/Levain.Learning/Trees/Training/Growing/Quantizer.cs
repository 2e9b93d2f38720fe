using System.Runtime.Intrinsics;
using Levain.Numerics;

namespace Levain.Learning.Training;

/// <summary>Turns gradients and Hessians into whole numbers, so that their sums are exact in any order.</summary>
/// <remarks>
/// Rounding is up or down by chance, in proportion: sums are right on average. A number has up to 15 bits, and fewer where so many rows could make a sum of 31 bits overflow:
/// 11 bits for a million rows, whose errors by then cancel each other.
/// </remarks>
internal sealed unsafe class Quantizer(int rowCount, int outputs, Crew crew)
{
    private const int PieceRows = 16384;
    private const int MostBits = 15;
    private const float HalfBits = 1f / 65536;

    private readonly int largest = (int)Math.Min((1 << MostBits) - 2, (int.MaxValue / Math.Max(1L, rowCount)) - 1);

    public float[] Gradients { get; } = new float[(long)rowCount * outputs];

    public float[] Hessians { get; } = new float[(long)rowCount * outputs];

    /// <summary>The rows of a tree with their quantized gradients, the sum of these, and how much one unit is.</summary>
    public readonly record struct Quantized(int Count, long Total, Units Units);

    /// <param name="share">The share of the rows that is drawn.</param>
    public Quantized Fill(int output, NativeArray<ulong> rows, double share, CounterRandom random)
    {
        var (gradient, hessian) = Largest(output);
        if (!float.IsFinite(gradient) || !float.IsFinite(hessian)) throw new BuildException("the gradients became infinite", "lower the learning rate, or limit the step of a leaf");

        var (gradientScale, hessianScale) = (Scale(gradient), Scale(hessian));
        var (rounding, drawing) = ((uint)random.At(0), (uint)random.At(1));
        var threshold = share == 1 ? uint.MaxValue : (uint)(share * uint.MaxValue);
        var pieces = (rowCount + PieceRows - 1) / PieceRows;
        var (starts, totals) = (new int[pieces + 1], new long[pieces]);
        crew.RunPieces(rowCount, PieceRows, (start, count, _) => starts[(start / PieceRows) + 1] = share == 1 ? count : Drawn(start, count, drawing, threshold));
        for (var piece = 0; piece < pieces; piece++) starts[piece + 1] += starts[piece];
        crew.RunPieces(rowCount, PieceRows, (start, count, _) =>
        {
            var to = rows.Start + starts[start / PieceRows];
            var total = 0L;
            if (outputs == 1 && share == 1 && Vector512.IsHardwareAccelerated) total = FillVectors(to, start, count, gradientScale, hessianScale, rounding, out var done);
            else total = FillRows(ref to, output, start, count, gradientScale, hessianScale, rounding, drawing, threshold);
            totals[start / PieceRows] = total;
        });
        return new(starts[^1], totals.Sum(), new(gradientScale, hessianScale));
    }

    private float Scale(float most) => most == 0 ? 0 : (float)Math.Min(1e30, largest / (double)most);

    private static int Drawn(int start, int count, uint key, uint threshold)
    {
        var drawn = 0;
        for (var row = start; row < start + count; row++) drawn += RowHash.At(key, (uint)row) <= threshold ? 1 : 0;
        return drawn;
    }

    private (float Gradient, float Hessian) Largest(int output)
    {
        var most = new (float Gradient, float Hessian)[(rowCount + PieceRows - 1) / PieceRows];
        crew.RunPieces(rowCount, PieceRows, (start, count, _) => most[start / PieceRows] = (LargestOf(Gradients, output, start, count), LargestOf(Hessians, output, start, count)));
        var (gradient, hessian) = (0f, 0f);
        foreach (var piece in most) (gradient, hessian) = (float.Max(gradient, piece.Gradient), float.Max(hessian, piece.Hessian));
        return (gradient, hessian);
    }

    /// <summary>The largest size; NaN if there is one.</summary>
    private float LargestOf(float[] values, int output, int start, int count)
    {
        var most = 0f;
        var i = 0;
        if (outputs == 1 && Vector512.IsHardwareAccelerated)
        {
            var lanes = Vector512<float>.Zero;
            for (; i <= count - Vector512<float>.Count; i += Vector512<float>.Count) lanes = Vector512.Max(lanes, Vector512.Abs(Vector512.LoadUnsafe(ref values[start + i])));
            for (var lane = 0; lane < Vector512<float>.Count; lane++) most = float.Max(most, lanes[lane]);
        }

        for (; i < count; i++) most = float.Max(most, float.Abs(values[((long)(start + i) * outputs) + output]));
        return most;
    }

    private long FillRows(ref ulong* to, int output, int start, int count, float gradientScale, float hessianScale, uint rounding, uint drawing, uint threshold)
    {
        var total = 0L;
        for (var row = start; row < start + count; row++)
        {
            if (threshold != uint.MaxValue && RowHash.At(drawing, (uint)row) > threshold) continue;
            var bits = RowHash.At(rounding, (uint)row);
            var at = ((long)row * outputs) + output;
            var gradient = (int)MathF.Floor((Gradients[at] * gradientScale) + ((bits & 0xffff) * HalfBits));
            var hessian = (int)MathF.Floor((Hessians[at] * hessianScale) + ((bits >> 16) * HalfBits));
            *to = Gradient.Row(row, gradient, hessian);
            total += Gradient.PackedOf(*to++);
        }

        return total;
    }

    private long FillVectors(ulong* to, int start, int count, float gradientScale, float hessianScale, uint rounding, out int done)
    {
        var totals = Vector512<long>.Zero;
        var lanes = Vector512<uint>.Indices + Vector512.Create((uint)start);
        for (done = 0; done <= count - Vector512<float>.Count; done += Vector512<float>.Count, lanes += Vector512.Create((uint)Vector512<float>.Count))
        {
            var bits = RowHash.At(rounding, lanes);
            var gradient = Rounded(Vector512.LoadUnsafe(ref Gradients[start + done]) * gradientScale, bits & Vector512.Create(0xffffu));
            var hessian = Rounded(Vector512.LoadUnsafe(ref Hessians[start + done]) * hessianScale, bits >>> 16);
            var pairs = ((gradient << 16) + hessian).AsUInt32();
            var (lower, upper) = (Vector512.WidenLower(pairs) << 32 | Vector512.WidenLower(lanes), Vector512.WidenUpper(pairs) << 32 | Vector512.WidenUpper(lanes));
            lower.Store(to + done);
            upper.Store(to + done + 8);
            totals += Packed(lower) + Packed(upper);
        }

        var rest = to + done;
        return Vector512.Sum(totals) + FillRows(ref rest, 0, start + done, count - done, gradientScale, hessianScale, rounding, 0, uint.MaxValue);
    }

    private static Vector512<int> Rounded(Vector512<float> scaled, Vector512<uint> bits) =>
        Vector512.ConvertToInt32(Vector512.Floor(scaled + (Vector512.ConvertToSingle(bits.AsInt32()) * HalfBits)));

    private static Vector512<long> Packed(Vector512<ulong> rows) =>
        ((rows.AsInt64() >> 48) << 32) + ((rows >>> 32) & Vector512.Create(0xfffful)).AsInt64();
}
