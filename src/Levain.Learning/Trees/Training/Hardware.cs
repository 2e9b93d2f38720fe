using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Levain.Learning.Training;

#pragma warning disable RS0030 // Instructions that only fetch and load decide no byte; where a processor has none, the callers do without.

/// <summary>What a processor can do beyond arithmetic.</summary>
internal static unsafe class Hardware
{
    public static bool HasGather
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx2.IsSupported;
    }

    /// <summary>Asks for memory that will be read soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Gather(float* start, Vector256<int> places) => Avx2.GatherVector256(start, places, sizeof(float));
}
