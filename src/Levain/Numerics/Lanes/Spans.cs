using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Levain.Numerics;

/// <summary>Runs a function over spans in the widest vectors that the processor has.</summary>
internal static class Spans
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double At<TFunction>(double x) where TFunction : IFunction
    {
        // The lower lane of a vector rather than a double: masks and bits then stay in the vector registers.
        if (Vector128.IsHardwareAccelerated)
        {
            var value = TFunction.Usual<TwoLanes>(x, out var unusual);
            return TwoLanes.Any(unusual) ? TFunction.Unusual(x) : value.First;
        }

        double single = TFunction.Usual<OneLane>(x, out var rare);
        return OneLane.Any(rare) ? TFunction.Unusual(x) : single;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AtBoth<TFunction>(double x, double y) where TFunction : IFunctionOfTwo
    {
        if (Vector128.IsHardwareAccelerated)
        {
            var value = TFunction.Usual<TwoLanes>(x, y, out var unusual);
            return TwoLanes.Any(unusual) ? TFunction.Unusual(x, y) : value.First;
        }

        double single = TFunction.Usual<OneLane>(x, y, out var rare);
        return OneLane.Any(rare) ? TFunction.Unusual(x, y) : single;
    }

    // Compiled fully at first use: unoptimized code would call every operation of every kernel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TFunction>(ReadOnlySpan<double> x, Span<double> destination) where TFunction : IFunction
    {
        Check(x, destination, nameof(destination));
        var done = 0;
        if (Vector512.IsHardwareAccelerated && x.Length >= 8) done = MapLanes<TFunction, EightLanes>(x, destination, done);
        else if (Vector256.IsHardwareAccelerated && x.Length >= 4) done = MapLanes<TFunction, FourLanes>(x, destination, done);
        else if (Vector128.IsHardwareAccelerated && x.Length >= 2) done = MapLanes<TFunction, TwoLanes>(x, destination, done);
        for (; done < x.Length; done++) destination[done] = At<TFunction>(x[done]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TFunction>(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination) where TFunction : IFunctionOfTwo
    {
        if (x.Length != y.Length) throw new ArgumentException($"expected {x.Length} values as in the first span, found {y.Length}", nameof(y));
        Check(x, destination, nameof(destination));
        Check(y, destination, nameof(destination));
        var done = 0;
        if (Vector512.IsHardwareAccelerated && x.Length >= 8) done = MapLanes<TFunction, EightLanes>(x, y, destination, done);
        else if (Vector256.IsHardwareAccelerated && x.Length >= 4) done = MapLanes<TFunction, FourLanes>(x, y, destination, done);
        else if (Vector128.IsHardwareAccelerated && x.Length >= 2) done = MapLanes<TFunction, TwoLanes>(x, y, destination, done);
        for (; done < x.Length; done++) destination[done] = AtBoth<TFunction>(x[done], y[done]);
    }

    /// <summary>Fills whole vectors only, from <paramref name="done"/> on, and returns how far it came. Tests call it for each width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int MapLanes<TFunction, V>(ReadOnlySpan<double> x, Span<double> destination, int done) where TFunction : IFunction where V : struct, ILanes<V>
    {
        Span<double> kept = stackalloc double[8], marks = stackalloc double[8];
        ref readonly var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(destination);
        for (; done <= x.Length - V.Count; done += V.Count)
        {
            var lanes = V.Load(in source, (nuint)done);
            var result = TFunction.Usual(lanes, out var unusual);
            V.Store(result, ref target, (nuint)done);
            if (!V.Any(unusual)) continue;

            V.Store(lanes, ref kept[0], 0);
            V.Store(unusual, ref marks[0], 0);
            for (var i = 0; i < V.Count; i++)
                if (BitConverter.DoubleToInt64Bits(marks[i]) != 0)
                    destination[done + i] = TFunction.Unusual(kept[i]);
        }

        return done;
    }

    /// <summary>The same for a function of two numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int MapLanes<TFunction, V>(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination, int done)
        where TFunction : IFunctionOfTwo where V : struct, ILanes<V>
    {
        Span<double> kept = stackalloc double[8], others = stackalloc double[8], marks = stackalloc double[8];
        ref readonly var first = ref MemoryMarshal.GetReference(x);
        ref readonly var second = ref MemoryMarshal.GetReference(y);
        ref var target = ref MemoryMarshal.GetReference(destination);
        for (; done <= x.Length - V.Count; done += V.Count)
        {
            V left = V.Load(in first, (nuint)done), right = V.Load(in second, (nuint)done);
            var result = TFunction.Usual(left, right, out var unusual);
            V.Store(result, ref target, (nuint)done);
            if (!V.Any(unusual)) continue;

            V.Store(left, ref kept[0], 0);
            V.Store(right, ref others[0], 0);
            V.Store(unusual, ref marks[0], 0);
            for (var i = 0; i < V.Count; i++)
                if (BitConverter.DoubleToInt64Bits(marks[i]) != 0)
                    destination[done + i] = TFunction.Unusual(kept[i], others[i]);
        }

        return done;
    }

    private static void Check(ReadOnlySpan<double> x, Span<double> destination, string name)
    {
        if (destination.Length < x.Length) throw new ArgumentException($"expected room for {x.Length} values, found {destination.Length}", name);
        if (x.Overlaps(destination, out var offset) && offset != 0) throw new ArgumentException("the destination may be the source itself, but not a shifted part of it", name);
    }
}
