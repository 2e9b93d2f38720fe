using System.Buffers;
using System.Globalization;
using Levain.Learning.Encoders;

namespace Levain.Learning;

/// <summary>A tree model together with the features that it reads: it predicts from raw rows, one or many, with the same bits. Threads may share it.</summary>
public sealed class TreePredictor : IArtifact<TreePredictor>
{
    private const string FeaturesFile = "features.json", ModelFile = "model.json";

    // 4 KiB on the stack; wider rows borrow an array.
    private const int ValuesOnStack = 1024;

    private readonly TreeScorer scorer;

    /// <param name="model">It was trained on a matrix that the features made.</param>
    public TreePredictor(FittedFeatures features, TreeModel model)
    {
        (Features, Model) = (features, model);
        CheckSame(features.Features, model.Features);
        scorer = new(model);
    }

    public FittedFeatures Features { get; }

    public TreeModel Model { get; }

    /// <summary>How many predictions a row has: the number of classes, or 1.</summary>
    public int OutputCount => scorer.OutputCount;

    /// <summary>A row to fill with raw fields.</summary>
    public RawRow NewRow() => Features.NewRow();

    /// <summary>The predictions of all rows of a table, a column for each output: <c>prediction</c>, or <c>prediction_0</c> and so on where there are several.</summary>
    /// <param name="threads">They make it faster, and change nothing.</param>
    public IReadOnlyList<ValueColumn<float>> Predict(Table table, string name = "prediction", int threads = 1)
    {
        var predictions = scorer.Predict(Features.Encode(table, threads), threads);
        if (OutputCount == 1) return [new(name, ColumnType.Float, predictions, [])];
        return [.. Enumerable.Range(0, OutputCount).Select(output => Column(string.Create(CultureInfo.InvariantCulture, $"{name}_{output}"), predictions, output))];
    }

    /// <summary>The prediction of a single row, of a model with one output.</summary>
    public float Predict(RawRow row)
    {
        Span<float> prediction = [0];
        Predict([row], prediction);
        return prediction[0];
    }

    /// <summary>The predictions of the last of these rows, one for each output. The others come before it, in order, where features look back.</summary>
    public void Predict(ReadOnlySpan<RawRow> rows, Span<float> predictions)
    {
        if (predictions.Length != OutputCount) throw new ArgumentException($"{predictions.Length} places for {OutputCount} predictions", nameof(predictions));
        var width = Features.Features.Count;
        var borrowed = width <= ValuesOnStack ? null : ArrayPool<float>.Shared.Rent(width);
        var values = borrowed is null ? stackalloc float[ValuesOnStack] : borrowed;
        try
        {
            Features.Encode(rows, values[..width]);
            scorer.Predict(values[..width], predictions);
        }
        finally
        {
            if (borrowed is not null) ArrayPool<float>.Shared.Return(borrowed);
        }
    }

    /// <summary>Kept as <c>features.json</c> and <c>model.json</c>, which XGBoost loads as a model of its own.</summary>
    public void Save(ArtifactWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using (var file = output.Create(FeaturesFile)) file.Write(FeaturesJson.Write(Features));
        using (var file = output.Create(ModelFile)) XGBoostFormat.WriteJson(Model, file);
    }

    public static TreePredictor Load(ArtifactReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (var name in new[] { FeaturesFile, ModelFile })
            if (!input.Content.IsTree || !input.Files.Contains(name)) throw new BuildException($"artifact `{input.Content.Digest.Brief}` is no tree predictor: it has no `{name}`");
        return Read(input.Open);
    }

    /// <summary>The predictor in a folder that has the form in which it is kept.</summary>
    public static TreePredictor Open(string folder)
    {
        foreach (var name in new[] { FeaturesFile, ModelFile })
            if (!File.Exists(Path.Combine(folder, name))) throw new BuildException($"there is no tree predictor in `{folder}`: it has no `{name}`", "give the folder of an artifact of `TreePredictor`");
        return Read(name => File.OpenRead(Path.Combine(folder, name)));
    }

    private static TreePredictor Read(Func<string, Stream> open)
    {
        using var features = open(FeaturesFile);
        using var model = open(ModelFile);
        return new(FeaturesJson.Read(FeaturesJson.Bytes(features), FeaturesFile), XGBoostFormat.Read(model));
    }

    private ValueColumn<float> Column(string name, float[] predictions, int output)
    {
        var column = new float[predictions.Length / OutputCount];
        for (var row = 0; row < column.Length; row++) column[row] = predictions[row * OutputCount + output];
        return new(name, ColumnType.Float, column, []);
    }

    private static void CheckSame(IReadOnlyList<Feature> made, IReadOnlyList<Feature> read)
    {
        const string Hint = "train the model on the matrix that these features make";
        for (var i = 0; i < Math.Min(made.Count, read.Count); i++)
        {
            if (made[i].Name != read[i].Name) throw new BuildException($"feature {i + 1} of the model is `{read[i].Name}`, but the features make `{made[i].Name}` there", Hint);
            if ((made[i].Kind == FeatureKind.Category) != (read[i].Kind == FeatureKind.Category)) throw new BuildException($"the model and the features do not agree whether `{made[i].Name}` is a category", Hint);
        }

        if (made.Count != read.Count) throw new BuildException($"the model reads {read.Count} features, but {made.Count} are made", Hint);
    }
}
