using System.Collections.Immutable;
using System.Text;

namespace Levain.Learning.Formats;

/// <summary>Where predictions start: one number, or, from XGBoost 3.1 on, one in brackets for each output.</summary>
internal static class BaseScores
{
    private const int Longest = 1 << 18;

    public static TreeModel Set(TreeModel model, string text)
    {
        var scores = Read(text);
        if (scores.Length != 1 && scores.Length != model.Objective.OutputCount)
            throw new BuildException($"`base_score` has {scores.Length} numbers, and the objective {model.Objective.OutputCount} outputs", "save the model again");
        return scores.All(score => score.Equals(scores[0])) ? model with { BaseScore = scores[0] } : WithTrees(model, scores);
    }

    // A tree that is one leaf, in front of the others, starts each output elsewhere: 0 plus a number is the number, so every bit of a margin stays.
    private static TreeModel WithTrees(TreeModel model, float[] scores) => model with
    {
        BaseScore = 0,
        Trees = [.. scores.Select(score => Leaf(model.Objective.Margin(score))), .. model.Trees],
        Outputs = [.. Enumerable.Range(0, scores.Length), .. model.Outputs],
        TreeWeights = model.TreeWeights.IsEmpty ? [] : [.. scores.Select(_ => 1f), .. model.TreeWeights],
        BestRounds = model.BestRounds + 1,
        ParallelTrees = 1,
    };

    private static Tree Leaf(float value) => new([new TreeNode { Left = -1, Right = -1, Value = value, Categories = -1 }], []);

    private static float[] Read(string text)
    {
        // One for each output, and an objective has at most some thousands.
        if (text.Length > Longest) throw new BuildException($"`base_score` is {text.Length} letters long", "save the model again");
        var inner = text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
        return [.. inner.Split(',').Select(part => FloatText.Read(Encoding.UTF8.GetBytes(part.Trim())) is { } score && float.IsFinite(score)
            ? score
            : throw new BuildException($"`base_score` is `{Shown.In(text)}`, and a number was expected", "save the model again"))];
    }
}
