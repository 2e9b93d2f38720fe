namespace Levain.Learning.Tests.XGBoost;

public sealed class XGBoostMatrixTests
{
    public XGBoostMatrixTests()
    {
        XGBoostSets.MustBeInstalled();
        XGBoostLibrary.Load();
    }

    [Fact]
    public void Columns_rows_and_sparse_rows_of_the_same_values_make_the_same_model()
    {
        var set = XGBoostSets.Dense(500);
        float[] rows = [.. Enumerable.Range(0, set.RowCount).SelectMany(row => Row(set.Features, row))];

        using var columns = XGBoostMatrix.Of(set, 2);
        using var sparse = XGBoostMatrix.Of(new TrainingSet(Sparse(set.Features), set.Labels), 2);
        using var dense = XGBoostMatrix.OfRows(rows, set.Features.Features.Count, 2);
        dense.Describe(set.Features.Features);
        dense.Set("label", set.Labels);

        Assert.Equal(Model(columns), Model(dense));
        Assert.Equal(Model(columns), Model(sparse));
    }

    [Fact]
    public void A_matrix_in_pieces_makes_the_model_of_the_whole()
    {
        var set = XGBoostSets.Dense(500);
        var parts = new PieceMatrix(set.Features.Features, [Piece(set.Features, 0, 200), Piece(set.Features, 200, 300)]);

        using var whole = XGBoostMatrix.Of(set, 1);
        using var pieces = XGBoostMatrix.Of(new TrainingSet(parts, set.Labels), 1);

        Assert.Equal(Model(whole), Model(pieces));

        static MatrixPiece Piece(FeatureMatrix features, int start, int count) => new(count, () => features.Take([.. Enumerable.Range(start, count)]));
    }

    [Fact]
    public void Predictions_in_place_are_those_of_a_matrix()
    {
        var set = XGBoostSets.Dense(300);
        float[] rows = [.. Enumerable.Range(0, set.RowCount).SelectMany(row => Row(set.Features, row))];
        using var matrix = XGBoostMatrix.Of(set, 1);
        using var booster = XGBoostBooster.Create([("objective", "binary:logistic")], matrix);
        booster.Update(0, matrix);

        float[] expected = [.. booster.Predict(matrix)];

        Assert.Equal(expected, booster.Predict(rows, set.Features.Features.Count).ToArray());
        Assert.True(expected.Distinct().Count() > 3);
    }

    [Fact]
    public void What_the_library_refuses_is_a_sentence()
    {
        using var matrix = XGBoostMatrix.Of(XGBoostSets.Dense(2), 1);

        var error = Assert.Throws<BuildException>(() => matrix.Set("label", [1, float.NaN]));

        Assert.Equal("XGBoost: Label contains NaN, infinity or a value too large", error.Message);
    }

    private static float[] Row(FeatureMatrix features, int row)
    {
        var values = new float[features.Features.Count];
        features.CopyRow(row, values);
        return values;
    }

    private static SparseMatrix Sparse(FeatureMatrix features)
    {
        List<long> starts = [0];
        List<int> indices = [];
        List<float> values = [];
        for (var row = 0; row < features.RowCount; row++)
        {
            foreach (var (value, column) in Row(features, row).Select((value, column) => (value, column)).Where(each => !float.IsNaN(each.value)))
            {
                indices.Add(column);
                values.Add(value);
            }

            starts.Add(values.Count);
        }

        return new(features.Features, [.. starts], [.. indices], [.. values]);
    }

    private static string Model(XGBoostMatrix matrix)
    {
        using var booster = XGBoostBooster.Create([("objective", "binary:logistic"), ("tree_method", "hist"), ("nthread", "1")], matrix);
        for (var round = 0; round < 5; round++) booster.Update(round, matrix);
        return System.Text.Encoding.UTF8.GetString(booster.ToJson());
    }
}
