using System.Runtime.InteropServices;

namespace Levain.Learning.Tests.Trees.Training;

internal static class ModelBytes
{
    /// <summary>The digest of the model's file and of its predictions.</summary>
    public static string Of(TreeModel model, FeatureMatrix rows)
    {
        using var file = new MemoryStream();
        XGBoostFormat.WriteJson(model, file);
        file.Write(MemoryMarshal.AsBytes(new TreeScorer(model).Predict(rows).AsSpan()));
        return Digest.Of(file.ToArray()).ToString();
    }
}
