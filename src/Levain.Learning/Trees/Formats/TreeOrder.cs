namespace Levain.Learning.Formats;

/// <summary>Which nodes of a tree are reached from its root, and where each will stand.</summary>
internal sealed class TreeOrder
{
    private int[] places = [];
    private int[] reached = [];

    /// <summary>The new place of a node that is reached.</summary>
    public int Place(int node) => places[node];

    /// <summary>The nodes that are reached, in their new order.</summary>
    public ReadOnlySpan<int> Of(List<int> left, List<int> right, int deepest, Func<int, string, BuildException> fail)
    {
        if (places.Length < left.Count) (places, reached) = (new int[left.Count], new int[left.Count]);
        places.AsSpan(0, left.Count).Fill(-1);
        var count = Walk(left, right, deepest, fail, out var ordered);
        var live = reached.AsSpan(0, count);
        if (ordered) live.Sort();
        for (var i = 0; i < count; i++) places[live[i]] = i;
        return live;
    }

    // Level by level: a node that is reached a second time is either on a cycle or has two parents.
    private int Walk(List<int> left, List<int> right, int deepest, Func<int, string, BuildException> fail, out bool ordered)
    {
        ordered = true;
        var (count, depth) = (1, 0);
        (reached[0], places[0]) = (0, 0);
        for (int at = 0, levelEnd = 1; at < count; at++)
        {
            if (at == levelEnd)
            {
                levelEnd = count;
                if (++depth > deepest) throw fail(reached[at], $"it is more than {deepest} questions below the root");
            }

            var node = reached[at];
            if (left[node] == -1 && right[node] == -1) continue;
            foreach (var child in (ReadOnlySpan<int>)[left[node], right[node]])
            {
                if ((uint)child >= (uint)left.Count) throw fail(node, $"its child is {child}, and the tree has {left.Count} nodes");
                if (places[child] >= 0) throw fail(child, "it is reached twice: a cycle, or a child of two nodes");
                places[child] = 0;
                reached[count++] = child;
            }

            ordered &= left[node] > node && right[node] == left[node] + 1;
        }

        return count;
    }
}
