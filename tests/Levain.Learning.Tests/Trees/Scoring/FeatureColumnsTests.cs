namespace Levain.Learning.Tests.Trees.Scoring;

public sealed class FeatureColumnsTests
{
    private static readonly TreeModel Model = new RandomModel(1) { FeatureCount = 3, Categories = 1 }.Model();
    private static readonly float[] Column = [1f, 2f];

    [Fact]
    public void Reordered_columns_are_found_by_name()
    {
        var scorer = new TreeScorer(Model);
        var inOrder = scorer.Predict(Matrix(Model.Features[0], Model.Features[1], Model.Features[2]));
        var reordered = scorer.Predict(Matrix(Model.Features[2], Model.Features[0], Model.Features[1]));
        Assert.Equal(inOrder, reordered);
    }

    [Theory]
    [InlineData("f0 f1", "the matrix lacks the column `f2` that the model was trained on", "add it, with NaN where it is not known")]
    [InlineData("f0 f1 F2", "the matrix lacks the column `f2` that the model was trained on", "did you mean `F2`?")]
    [InlineData("f0 f1 c:f2 extra", "the model does not know the column `extra`", "leave out what it was not trained on")]
    [InlineData("f0 f1 c:f2 extra other", "the model does not know the column `extra` and 1 more", "leave out what it was not trained on")]
    [InlineData("f0 f1 f2", "the column `f2` is a number here, but the model was trained with a category", "encode it as it was encoded for training")]
    [InlineData("c:f0 f1 c:f2", "the column `f0` is a category here, but the model was trained with a number", "encode it as it was encoded for training")]
    public void Columns_that_do_not_fit_are_refused(string columns, string message, string hint)
    {
        var matrix = Matrix([.. columns.Split(' ').Select(name => name.StartsWith("c:", StringComparison.Ordinal) ? new Feature(name[2..], FeatureKind.Category) : new Feature(name))]);
        var exception = Assert.Throws<BuildException>(() => new TreeScorer(Model).Predict(matrix));
        Assert.Equal((message, hint), (exception.Message, exception.Hint));
    }

    // A column's numbers follow its name, so that it is told apart wherever it stands.
    private static DenseMatrix Matrix(params Feature[] features) =>
        new(features, [.. features.Select(feature => Column.Select(value => value * feature.Name[^1] % 7).ToArray())]);
}
