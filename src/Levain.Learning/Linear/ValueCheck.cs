namespace Levain.Learning.Linear;

/// <summary>Says which value a linear model cannot take. Rows are counted from 1, as in a table that people look at.</summary>
internal static class ValueCheck
{
    public static void Refuse(RowBlock block, IReadOnlyList<Feature> features)
    {
        for (var row = 0; row < block.Count; row++)
        {
            for (var i = 0; i < features.Count; i++)
            {
                var value = block.Column(i)[row];
                if (!float.IsFinite(value)) throw Refused(features[i].Name, value, FormattableString.Invariant($" in row {block.Start + row + 1}"));
            }
        }
    }

    public static BuildException Refused(string feature, float value, string where) =>
        new($"feature `{feature}` {(float.IsNaN(value) ? "has no value" : "is infinite")}{where}, and a linear model needs a number", "fill it where features are made (`Fill` of the encoders), or leave the row out");
}
