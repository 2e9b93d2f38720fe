using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Levain.Learning.Linear;

/// <summary>Sums over a run of a column. A vector here is always eight rows, whatever the processor has, so the bits are the same everywhere.</summary>
internal static class ColumnKernel
{
    private const int Lanes = 8;

    /// <summary>Adds (x - center) · factor to the sum of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTimes(ReadOnlySpan<float> x, double center, double factor, Span<double> sums)
    {
        if (x.Length != sums.Length) throw new ArgumentException($"{x.Length} rows and {sums.Length} sums", nameof(sums));
        ref readonly var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(sums);
        var (middle, times) = (Vector256.Create(center), Vector256.Create(factor));
        var row = 0;
        for (; row <= x.Length - Lanes; row += Lanes)
        {
            var (first, second) = Vector256.Widen(Vector256.LoadUnsafe(in from, (nuint)row));
            (Vector256.LoadUnsafe(in to, (nuint)row) + ((first - middle) * times)).StoreUnsafe(ref to, (nuint)row);
            (Vector256.LoadUnsafe(in to, (nuint)row + 4) + ((second - middle) * times)).StoreUnsafe(ref to, (nuint)row + 4);
        }

        for (; row < x.Length; row++) sums[row] += (x[row] - center) * factor;
    }

    /// <summary>The sum of (x - center) · factor over the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<float> x, double center, ReadOnlySpan<double> factors)
    {
        if (x.Length != factors.Length) throw new ArgumentException($"{x.Length} rows and {factors.Length} factors", nameof(factors));
        ref readonly var from = ref MemoryMarshal.GetReference(x);
        ref readonly var by = ref MemoryMarshal.GetReference(factors);
        var middle = Vector256.Create(center);
        Vector256<double> low = default, high = default;
        var row = 0;
        for (; row <= x.Length - Lanes; row += Lanes)
        {
            var (first, second) = Vector256.Widen(Vector256.LoadUnsafe(in from, (nuint)row));
            low += (first - middle) * Vector256.LoadUnsafe(in by, (nuint)row);
            high += (second - middle) * Vector256.LoadUnsafe(in by, (nuint)row + 4);
        }

        var rest = 0.0;
        for (; row < x.Length; row++) rest += (x[row] - center) * factors[row];
        return InOrder(low + high) + rest;
    }

    /// <summary>The sum of (x - center)² · factor over the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Squares(ReadOnlySpan<float> x, double center, ReadOnlySpan<double> factors)
    {
        if (x.Length != factors.Length) throw new ArgumentException($"{x.Length} rows and {factors.Length} factors", nameof(factors));
        ref readonly var from = ref MemoryMarshal.GetReference(x);
        ref readonly var by = ref MemoryMarshal.GetReference(factors);
        var middle = Vector256.Create(center);
        Vector256<double> low = default, high = default;
        var row = 0;
        for (; row <= x.Length - Lanes; row += Lanes)
        {
            var (first, second) = Vector256.Widen(Vector256.LoadUnsafe(in from, (nuint)row));
            (first, second) = (first - middle, second - middle);
            low += first * first * Vector256.LoadUnsafe(in by, (nuint)row);
            high += second * second * Vector256.LoadUnsafe(in by, (nuint)row + 4);
        }

        var rest = 0.0;
        for (; row < x.Length; row++) rest += (x[row] - center) * (x[row] - center) * factors[row];
        return InOrder(low + high) + rest;
    }

    /// <summary>The sum of the products of two columns of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<double> x, ReadOnlySpan<double> factors)
    {
        if (x.Length != factors.Length) throw new ArgumentException($"{x.Length} rows and {factors.Length} factors", nameof(factors));
        ref readonly var from = ref MemoryMarshal.GetReference(x);
        ref readonly var by = ref MemoryMarshal.GetReference(factors);
        Vector256<double> low = default, high = default;
        var row = 0;
        for (; row <= x.Length - Lanes; row += Lanes)
        {
            low += Vector256.LoadUnsafe(in from, (nuint)row) * Vector256.LoadUnsafe(in by, (nuint)row);
            high += Vector256.LoadUnsafe(in from, (nuint)row + 4) * Vector256.LoadUnsafe(in by, (nuint)row + 4);
        }

        var rest = 0.0;
        for (; row < x.Length; row++) rest += x[row] * factors[row];
        return InOrder(low + high) + rest;
    }

    /// <summary>Adds x · factor to each sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTimes(ReadOnlySpan<double> x, double factor, Span<double> sums)
    {
        if (x.Length != sums.Length) throw new ArgumentException($"{x.Length} rows and {sums.Length} sums", nameof(sums));
        ref readonly var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(sums);
        var times = Vector256.Create(factor);
        var row = 0;
        for (; row <= x.Length - 4; row += 4)
            (Vector256.LoadUnsafe(in to, (nuint)row) + (Vector256.LoadUnsafe(in from, (nuint)row) * times)).StoreUnsafe(ref to, (nuint)row);
        for (; row < x.Length; row++) sums[row] += x[row] * factor;
    }

    private static double InOrder(Vector256<double> lanes) => (lanes.GetElement(0) + lanes.GetElement(1)) + (lanes.GetElement(2) + lanes.GetElement(3));
}
