namespace Levain.Tables.Statistics;

/// <summary>Picks the most frequent of counted values.</summary>
internal static class TopCounts
{
    /// <summary>Most frequent first, of equally frequent ones the smaller first; none when no value stands twice among more than <paramref name="most"/>.</summary>
    /// <param name="keys">In ascending order.</param>
    public static IReadOnlyList<ValueCount> Of<T>(ReadOnlySpan<T> keys, ReadOnlySpan<long> counts, int most, Func<T, string> text)
    {
        var top = new PriorityQueue<int, (long Count, int NegativeIndex)>();
        for (var i = 0; i < keys.Length; i++)
        {
            var priority = (counts[i], -i);
            if (top.Count < most) top.Enqueue(i, priority);
            else top.EnqueueDequeue(i, priority);
        }

        var found = new List<ValueCount>();
        while (top.TryDequeue(out var index, out var priority)) found.Add(new(text(keys[index]), priority.Count));
        found.Reverse();
        return keys.Length > most && found[0].Count == 1 ? [] : found;
    }
}
