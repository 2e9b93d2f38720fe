using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Levain.Learning.Training;

#pragma warning disable RS0030 // Instructions that only fetch and load decide no byte; where a processor has none, the callers do without.

/// <summary>What a processor can do beyond arithmetic.</summary>
internal static unsafe class Hardware
{
    private const int LargePages = 14;

    public static bool HasGather
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx2.IsSupported;
    }

    // By address and not by import: what is imported counts in the key of a stage, and this decides no byte.
    private static readonly delegate* unmanaged<void*, nuint, int, int> Advise =
        OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "madvise", out var address) ? (delegate* unmanaged<void*, nuint, int, int>)address : null;

    /// <summary>Asks the system to keep a large area in pages of 2 MiB: rows that lie scattered then find their addresses faster. It may decline.</summary>
    public static void PreferLargePages(void* start, nuint bytes)
    {
        if (Advise is not null) _ = Advise(start, bytes, LargePages);
    }

    /// <summary>Asks for memory that will be read soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Gather(int* start, Vector256<int> bytes) => Avx2.GatherVector256(start, bytes, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Gather(float* start, Vector256<int> places) => Avx2.GatherVector256(start, places, sizeof(float));
}
