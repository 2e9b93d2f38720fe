using System.Numerics;

namespace Levain.Tables.Statistics;

/// <summary>How many different values there are, in 16 KiB: HyperLogLog. The standard error is 0.8 %.</summary>
/// <remarks>For more values than some ten thousand, which is when it is asked: its small numbers are not corrected.</remarks>
internal sealed class DistinctSketch
{
    private const int IndexBits = 14, Registers = 1 << IndexBits;

    private readonly byte[] registers = new byte[Registers];

    /// <param name="hash">From <see cref="StableHash"/>.</param>
    public void Add(ulong hash)
    {
        ref var register = ref registers[hash >> (64 - IndexBits)];
        // The bits below the index, with a stop so that there is always one.
        var zeros = (byte)(BitOperations.LeadingZeroCount((hash << IndexBits) | (1ul << (IndexBits - 1))) + 1);
        if (zeros > register) register = zeros;
    }

    public long Estimate
    {
        get
        {
            // In units of 2^-64, so that it is exact.
            UInt128 sum = 0;
            foreach (var register in registers) sum += UInt128.One << (64 - register);
            const double alpha = 0.7213 / (1 + (1.079 / Registers));
            return (long)(alpha * Registers * Registers / ((double)sum / 18446744073709551616.0));
        }
    }
}
