using Levain.Learning.Scoring;

namespace Levain.Learning.Explaining;

/// <summary>A tree as its leaves: which features must answer how to get there, and which share of the training rows would get there if a feature were not known.</summary>
internal sealed class TreePaths
{
    public TreePaths(Tree tree, float weight, KeySlots slots, CategoryBits categories)
    {
        var (questions, leaves) = (new List<Question>(), new List<Leaf>());
        // Deep trees must not end on the stack.
        var open = new Stack<(int Node, Step[] Steps)>([(0, [])]);
        while (open.TryPop(out var place))
        {
            var node = tree.Nodes[place.Node];
            if (node.IsLeaf)
            {
                leaves.Add(new(node.Value * weight, place.Steps));
                continue;
            }

            var number = questions.Count;
            questions.Add(new(OrderKey.LastLeft(node.Value), slots.Of(node), node.IsCategorical ? categories.Add(tree.CategorySets[node.Categories].AsSpan()) : -1));
            open.Push((node.Right, Step.Taken(place.Steps, node.Feature, number, Share(tree, node, node.Right))));
            open.Push((node.Left, Step.Taken(place.Steps, node.Feature, ~number, Share(tree, node, node.Left))));
        }

        (Questions, Leaves) = ([.. questions], [.. leaves]);
        foreach (var leaf in Leaves) Mean += leaf.Steps.Aggregate((double)leaf.Value, (value, step) => value * step.Share);
    }

    public Question[] Questions { get; }

    public Leaf[] Leaves { get; }

    /// <summary>What the tree adds when nothing is known of a row.</summary>
    public double Mean { get; }

    // Where no training row came by, both sides are as likely.
    private static double Share(Tree tree, TreeNode parent, int child) =>
        parent.Cover > 0 && float.IsFinite(parent.Cover) && tree.Nodes[child].Cover >= 0 ? (double)tree.Nodes[child].Cover / parent.Cover : 0.5;

    /// <summary>A question of the tree.</summary>
    /// <param name="Last">The greatest key that goes left.</param>
    /// <param name="Slot">Where the key stands.</param>
    /// <param name="Categories">Where its set of categories stands, or -1.</param>
    internal readonly record struct Question(int Last, int Slot, int Categories);

    /// <summary>What a leaf adds, and what leads there.</summary>
    internal sealed record Leaf(float Value, Step[] Steps);

    /// <summary>All that one feature must answer on the way to a leaf.</summary>
    /// <param name="Share">The share of training rows that would go this way.</param>
    /// <param name="Answers">Questions that must be answered right, or left as complements of their numbers.</param>
    internal sealed record Step(int Feature, double Share, int[] Answers)
    {
        public static Step[] Taken(Step[] before, int feature, int answer, double share)
        {
            var at = Array.FindIndex(before, step => step.Feature == feature);
            if (at < 0) return [.. before, new(feature, share, [answer])];
            var steps = (Step[])before.Clone();
            steps[at] = new(feature, before[at].Share * share, [.. before[at].Answers, answer]);
            return steps;
        }
    }
}
