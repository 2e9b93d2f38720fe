using System.Numerics;

namespace Levain.Learning.Training;

/// <summary>The sparse features of all rows by feature, where partitions read them.</summary>
internal sealed unsafe class SparseColumns : IDisposable
{
    private readonly NativeArray<ulong> marks;
    private readonly NativeArray<int> ranks;
    private readonly NativeArray<byte> bins;
    private readonly long[] binStarts;
    private readonly long words;

    /// <param name="ofPlace">For each place of a histogram which of the sparse features has it, and as what bin.</param>
    public SparseColumns(int rowCount, int features, NativeArray<long> rows, NativeArray<int> places, (int Feature, byte Bin)[] ofPlace, Crew crew)
    {
        words = (rowCount + 63L) / 64;
        (marks, ranks, bins, binStarts) = (new(words * features, clear: true), new(words * features), new(places.Length), new long[features + 1]);
        for (var row = 0; row < rowCount; row++)
        {
            for (var place = rows.Start[row]; place < rows.Start[row + 1]; place++)
            {
                var feature = ofPlace[places.Start[place]].Feature;
                marks.Start[(feature * words) + (row >> 6)] |= 1ul << row;
                binStarts[feature + 1]++;
            }
        }

        for (var feature = 0; feature < features; feature++) binStarts[feature + 1] += binStarts[feature];
        var next = binStarts[..^1];
        for (long place = 0; place < places.Length; place++)
        {
            var (feature, bin) = ofPlace[places.Start[place]];
            bins.Start[next[feature]++] = bin;
        }

        crew.Run(features, (feature, _) =>
        {
            var rank = 0;
            for (var word = feature * words; word < (feature + 1) * words; word++)
            {
                ranks.Start[word] = rank;
                rank += BitOperations.PopCount(marks.Start[word]);
            }
        });
    }

    /// <summary>What they would take.</summary>
    public static long Bytes(int rowCount, int features, long places) => ((rowCount + 63L) / 64 * features * (sizeof(ulong) + sizeof(int))) + places;

    public SparseColumn Of(int feature, int common) => new(marks.Start + (feature * words), ranks.Start + (feature * words), bins.Start + binStarts[feature], common);

    public void Dispose()
    {
        marks.Dispose();
        ranks.Dispose();
        bins.Dispose();
    }
}
