using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Levain.Numerics;

/// <summary>Runs a function over spans of single-precision numbers in the widest vectors that the processor has.</summary>
internal static class Singles
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TFunction>(ReadOnlySpan<float> x, Span<float> destination) where TFunction : ISingleFunction
    {
        if (destination.Length < x.Length) throw new ArgumentException($"expected room for {x.Length} values, found {destination.Length}", nameof(destination));
        if (x.Overlaps(destination, out var offset) && offset != 0) throw new ArgumentException("the destination may be the source itself, but not a shifted part of it", nameof(destination));

        var done = 0;
        if (Vector512.IsHardwareAccelerated) done = MapLanes<TFunction, EightLanes>(x, destination, done);
        else if (Vector256.IsHardwareAccelerated) done = MapLanes<TFunction, FourLanes>(x, destination, done);
        else if (Vector128.IsHardwareAccelerated) done = MapLanes<TFunction, TwoLanes>(x, destination, done);
        MapLanes<TFunction, OneLane>(x, destination, done);
    }

    /// <summary>Fills whole vectors only, from <paramref name="done"/> on, and returns how far it came. Tests call it for each width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int MapLanes<TFunction, V>(ReadOnlySpan<float> x, Span<float> destination, int done) where TFunction : ISingleFunction where V : struct, ILanes<V>
    {
        ref readonly var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(destination);
        for (; done <= x.Length - V.Count; done += V.Count)
        {
            TFunction.At(V.LoadSingles(in source, (nuint)done), out var result);
            V.StoreSingles(result, ref target, (nuint)done);
        }

        return done;
    }
}
