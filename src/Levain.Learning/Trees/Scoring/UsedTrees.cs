namespace Levain.Learning.Scoring;

/// <summary>Which trees of a model count.</summary>
internal static class UsedTrees
{
    /// <summary>How many: all, or those of the best rounds; a round has a tree for each output.</summary>
    public static int Count(TreeModel model) =>
        model.BestRounds is { } rounds ? (int)Math.Clamp((long)rounds * model.Objective.OutputCount, 0, model.Trees.Length) : model.Trees.Length;
}
