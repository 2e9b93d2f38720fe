namespace Levain.Learning.Splits;

/// <summary>Shares of whole things as whole numbers.</summary>
internal static class Quotas
{
    /// <summary>Whole numbers that sum to <paramref name="total"/>, each within one of its share; what flooring leaves goes to the largest remainders, of equal ones to the first.</summary>
    public static int[] Of(int total, decimal[] shares)
    {
        var quotas = Array.ConvertAll(shares, share => (int)decimal.Floor(share * total));
        foreach (var part in Enumerable.Range(0, shares.Length).OrderByDescending(part => (shares[part] * total) - quotas[part]).Take(total - quotas.Sum()).ToArray()) quotas[part]++;
        return quotas;
    }

    /// <summary>The same for several strata at once: each has its shares to within one, and so have all together, exactly as <see cref="Of(int, decimal[])"/> would divide them.</summary>
    /// <remarks>Such numbers always exist: they are a flow of whole units through a network of whole capacities.</remarks>
    public static int[][] Of(int[] strata, decimal[] shares)
    {
        var quotas = Dealt(strata, shares);
        var wanted = Of(strata.Sum(), shares);
        var excess = Enumerable.Range(0, shares.Length).Select(part => quotas.Sum(quota => quota[part]) - wanted[part]).ToArray();
        while (Array.FindIndex(excess, over => over > 0) is >= 0 and var from)
        {
            Move(quotas, strata, shares, PathFrom(from, excess, quotas, strata, shares), excess);
        }

        return quotas;
    }

    /// <summary>Each stratum within its bounds, what flooring leaves going to the parts that are owed most by then: all together are close to their shares.</summary>
    private static int[][] Dealt(int[] strata, decimal[] shares)
    {
        var owed = new decimal[shares.Length];
        return Array.ConvertAll(strata, size =>
        {
            var quotas = Array.ConvertAll(shares, share => (int)decimal.Floor(share * size));
            for (var part = 0; part < owed.Length; part++) owed[part] += (shares[part] * size) - quotas[part];
            foreach (var part in Enumerable.Range(0, owed.Length).Where(part => shares[part] * size > quotas[part]).OrderByDescending(part => owed[part]).Take(size - quotas.Sum()).ToArray())
            {
                quotas[part]++;
                owed[part]--;
            }

            return quotas;
        });
    }

    // Moves one unit along a path of parts, in each step within a stratum that stays within its bounds.
    private static void Move(int[][] quotas, int[] strata, decimal[] shares, List<(int From, int To)> path, int[] excess)
    {
        foreach (var (from, to) in path)
        {
            var stratum = Enumerable.Range(0, strata.Length).First(s => CanMove(quotas[s], strata[s], shares, from, to));
            quotas[stratum][from]--;
            quotas[stratum][to]++;
        }

        excess[path[0].From]--;
        excess[path[^1].To]++;
    }

    /// <summary>The shortest way from a part that has too many to one that has too few.</summary>
    private static List<(int From, int To)> PathFrom(int start, int[] excess, int[][] quotas, int[] strata, decimal[] shares)
    {
        var cameFrom = new Dictionary<int, int> { [start] = start };
        var queue = new Queue<int>([start]);
        while (queue.TryDequeue(out var part))
        {
            if (excess[part] < 0) return Back(part, cameFrom);
            for (var next = 0; next < shares.Length; next++)
                if (!cameFrom.ContainsKey(next) && Enumerable.Range(0, strata.Length).Any(s => CanMove(quotas[s], strata[s], shares, part, next)))
                {
                    cameFrom[next] = part;
                    queue.Enqueue(next);
                }
        }

        throw new InvalidOperationException("whole shares of strata always exist");
    }

    private static List<(int From, int To)> Back(int part, Dictionary<int, int> cameFrom)
    {
        var path = new List<(int, int)>();
        for (; cameFrom[part] != part; part = cameFrom[part]) path.Insert(0, (cameFrom[part], part));
        return path;
    }

    private static bool CanMove(int[] quotas, int size, decimal[] shares, int from, int to) =>
        quotas[from] > size * shares[from] && quotas[to] < size * shares[to];
}
