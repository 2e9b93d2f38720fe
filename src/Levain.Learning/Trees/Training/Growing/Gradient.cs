using System.Runtime.CompilerServices;

namespace Levain.Learning.Training;

/// <summary>Sums of quantized gradients and Hessians in one number: the gradients in the upper half, the Hessians, which are never below zero, in the lower.</summary>
/// <remarks>One addition adds both. Quantization sees to it that neither half overflows when all rows are added, so sums are exact and their order decides nothing.</remarks>
internal static class Gradient
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Pack(long gradient, long hessian) => (gradient << 32) + hessian;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long GradientOf(long packed) => packed >> 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long HessianOf(long packed) => (uint)packed;

    /// <summary>A row and its quantized pair, 16 bits each, in one number: what is carried from node to node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Row(int row, int gradient, int hessian) => (uint)row | ((ulong)(uint)((gradient << 16) + hessian) << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RowOf(ulong row) => (int)(uint)row;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long PackedOf(ulong row)
    {
        var both = (int)(row >> 32);
        return Pack(both >> 16, (ushort)both);
    }
}
