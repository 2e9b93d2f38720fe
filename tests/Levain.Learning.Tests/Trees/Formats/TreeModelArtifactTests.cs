namespace Levain.Learning.Tests.Trees.Formats;

public sealed class TreeModelArtifactTests
{
    [Fact]
    public void A_model_is_one_JSON_file_and_comes_back()
    {
        var model = new RandomModels(7).Model();
        using var file = new MemoryStream();

        model.Save(new OneFile(file));

        Assert.Equal(ModelBytes.Json(model), file.ToArray());
        Assert.Equal(ModelBytes.Json(model), ModelBytes.Json(TreeModel.Load(new OneFileReader(file.ToArray()))));
    }

    [Fact]
    public void A_quantile_is_squared_errors_to_XGBoost_and_a_quantile_here()
    {
        var model = ModelBytes.Read(SmallModel.Json) with { Objective = Objective.Quantile(0.9) };
        var json = ModelBytes.Text(model);

        Assert.Contains("\"levain.objective\":\"quantile:0.9\"", json, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"reg:squarederror\"", json, StringComparison.Ordinal);
        Assert.Equal(Objective.Quantile(0.9), ModelBytes.Read(json).Objective);
    }

    [Fact]
    public void Names_that_are_as_they_would_be_without_are_left_out()
    {
        var model = ModelBytes.Read(SmallModel.Json) with { Features = [new("f0"), new("f1", FeatureKind.Category)] };

        Assert.Contains("\"feature_names\":[],\"feature_types\":[\"float\",\"c\"]", ModelBytes.Text(model), StringComparison.Ordinal);
        Assert.Equal(model.Features.AsEnumerable(), ModelBytes.Read(ModelBytes.Json(model)).Features);
    }

    // XGBoost has no question that sends no category right; training makes one where only missing values differ.
    [Fact]
    public void A_question_without_categories_is_one_for_a_number_to_XGBoost()
    {
        var model = ModelBytes.Read(SmallModel.Json);
        model = model with { Trees = [model.Trees[0] with { CategorySets = [[]] }] };
        float[] rows = [0, 0, 0, 1, 0, 3, 0, -1, 0, 1e20f, 0, float.NaN];
        var margins = ReferenceWalk.Margins(model, rows);

        Assert.Equal(margins, ReferenceWalk.Margins(ModelBytes.Read(ModelBytes.Json(model)), rows));

        using var folder = new ModelFolder();
        folder.Write("empty", model);
        folder.Write("empty.rows", rows);
        folder.Predict();
        Assert.Equal(margins, folder.Floats("empty.margins"));
    }

    private sealed class OneFile(MemoryStream stream) : ArtifactWriter
    {
        public override string Path => throw new NotSupportedException();

        public override Stream Create() => stream;

        public override Stream Create(string path) => throw new NotSupportedException();
    }

    private sealed class OneFileReader(byte[] bytes) : ArtifactReader
    {
        public override Content Content => throw new NotSupportedException();

        public override IReadOnlyList<string> Files => [];

        public override string Path => throw new NotSupportedException();

        public override Stream Open() => new MemoryStream(bytes);

        public override Stream Open(string path) => throw new NotSupportedException();
    }
}
