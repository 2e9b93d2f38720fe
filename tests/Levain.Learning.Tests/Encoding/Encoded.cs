namespace Levain.Learning.Tests.Encoders;

/// <summary>What tests of encoders share.</summary>
internal static class Encoded
{
    public static FittedFeatures Fit(this Table table, params Encoder[] encoders) => new FeaturePipeline(encoders).Fit(table);

    public static IEnumerable<string> Names(this FittedFeatures features) => features.Features.Select(feature => feature.Name);

    public static float[] Row(this FeatureMatrix matrix, int row)
    {
        var values = new float[matrix.Features.Count];
        matrix.CopyRow(row, values);
        return values;
    }

    /// <summary>The features of one row of JSON.</summary>
    public static float[] Row(this FittedFeatures features, string json)
    {
        var row = features.NewRow();
        row.Read(System.Text.Encoding.UTF8.GetBytes(json));
        var values = new float[features.Features.Count];
        features.Encode(row, values);
        return values;
    }

    public static float[] Column(this DenseMatrix matrix, string name) => matrix.Column(matrix.IndexOf(name)).ToArray();

    public static int[] Bits(IEnumerable<float> values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
