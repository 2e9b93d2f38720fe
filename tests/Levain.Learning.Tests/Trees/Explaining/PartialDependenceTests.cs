namespace Levain.Learning.Tests.Trees.Explaining;

public sealed class PartialDependenceTests
{
    private static readonly RandomModel Random = new(21) { Categories = 1, Classes = 3, TreeCount = 4 };
    private static readonly TreeModel Model = Random.Model();
    private static readonly float[] Rows = Random.Rows(90);
    private static readonly DenseMatrix Matrix = Random.Matrix(Model, Rows);

    [Fact]
    public void The_means_are_those_of_rows_that_were_changed_by_hand()
    {
        var dependence = PartialDependence.Of(new(Model), Matrix, "f2", "f4", threads: 2);
        var means = new List<double>();
        foreach (var one in dependence.Grids[0])
            foreach (var other in dependence.Grids[1])
                means.AddRange(Means(row => (row[2], row[4]) = (one, other)));
        Assert.Equal(means, dependence.Means.ToArray());
    }

    [Fact]
    public void A_number_is_set_to_quantiles_and_a_category_to_all_its_codes()
    {
        float[] numbers = [float.NaN, .. Enumerable.Range(0, 101).Select(i => (float)(i * i))];
        float[] codes = [.. Enumerable.Range(0, 102).Select(i => (float)(i % 34))];
        var zeros = new float[102];
        var matrix = new DenseMatrix(Model.Features, [numbers, zeros, zeros, zeros, codes]);
        Assert.Equal([0f, 625f, 2500f, 5625f, 10000f], PartialDependence.Of(new(Model), matrix, "f0", points: 5).Grids[0].ToArray());
        Assert.Equal(Enumerable.Range(0, 34).Select(code => (float)code), PartialDependence.Of(new(Model), matrix, "f4", points: 5).Grids[0].ToArray());
        Assert.Equal([0f], PartialDependence.Of(new(Model), matrix, "f1", points: 5).Grids[0].ToArray());
    }

    [Fact]
    public void An_unknown_feature_is_refused()
    {
        var exception = Assert.Throws<BuildException>(() => PartialDependence.Of(new(Model), Matrix, "F2"));
        Assert.Equal(("the model has no feature `F2`", "did you mean `f2`?"), (exception.Message, exception.Hint));
    }

    [Fact]
    public void One_feature_twice_is_refused() =>
        Assert.Equal("partial dependence needs two different features, not `f2` twice", Assert.Throws<BuildException>(() => PartialDependence.Of(new(Model), Matrix, "f2", "f2")).Message);

    private static IEnumerable<double> Means(Action<float[]> change)
    {
        var rows = Rows.Chunk(5).Select(row => row.ToArray()).ToArray();
        foreach (var row in rows) change(row);
        var predictions = new TreeScorer(Model).Predict(Random.Matrix(Model, [.. rows.SelectMany(row => row)]));
        return Enumerable.Range(0, 3).Select(output => predictions.Where((_, i) => i % 3 == output).Aggregate(0.0, (sum, value) => sum + value) / rows.Length);
    }
}
