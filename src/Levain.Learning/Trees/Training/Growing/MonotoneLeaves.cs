namespace Levain.Learning.Training;

/// <summary>Keeps leaves in the direction of monotone features when they got their weights after the tree was grown.</summary>
/// <remarks>At each split of such a feature the two sides stay on their side of the middle between their means, whatever leaf of them it is.</remarks>
internal static class MonotoneLeaves
{
    public static void Bound(GrowingNode node, IReadOnlyDictionary<int, Monotone> monotone, double lower = double.NegativeInfinity, double upper = double.PositiveInfinity)
    {
        if (node.Left is not { } left || node.Right is not { } right)
        {
            node.Weight = Math.Clamp(node.Weight, lower, upper);
            return;
        }

        if (!monotone.TryGetValue(node.Split.Feature, out var direction))
        {
            Bound(left, monotone, lower, upper);
            Bound(right, monotone, lower, upper);
            return;
        }

        var middle = Math.Clamp((Mean(left) + Mean(right)) / 2, lower, upper);
        var rising = direction == Monotone.Rising;
        Bound(left, monotone, rising ? lower : middle, rising ? middle : upper);
        Bound(right, monotone, rising ? middle : lower, rising ? upper : middle);
    }

    private static double Mean(GrowingNode node)
    {
        var (sum, count) = Sum(node);
        return sum / Math.Max(1, count);
    }

    private static (double Sum, long Count) Sum(GrowingNode node)
    {
        if (node.Left is not { } left || node.Right is not { } right) return (node.Weight * node.Count, node.Count);
        var ((leftSum, leftCount), (rightSum, rightCount)) = (Sum(left), Sum(right));
        return (leftSum + rightSum, leftCount + rightCount);
    }
}
