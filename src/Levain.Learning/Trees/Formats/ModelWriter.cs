using System.Collections.Immutable;
using System.Globalization;
using Levain.Learning.Objectives;

namespace Levain.Learning.Formats;

/// <summary>Writes a model as XGBoost 1.7.4 does, members in the same order.</summary>
internal static class ModelWriter
{
    public static void Write(TreeModel model, ModelSink sink)
    {
        sink.BeginObject();
        sink.Name("learner");
        sink.BeginObject();
        Attributes(model, sink);
        Texts("feature_names", FeatureNames.Names(model.Features), sink);
        Texts("feature_types", FeatureNames.Types(model.Features), sink);
        sink.Name("gradient_booster");
        Booster(model, sink);
        Learner(model, sink);
        Objective(model.Objective, sink);
        sink.EndObject();
        sink.Name("version");
        sink.BeginArray(3);
        foreach (var part in (ReadOnlySpan<int>)[1, 7, 4]) sink.Integer(part);
        sink.EndArray();
        sink.EndObject();
    }

    private static void Attributes(TreeModel model, ModelSink sink)
    {
        var attributes = model.Attributes.ToBuilder();
        if (ModelAttributes.WriteObjective(model.Objective) is { } objective) attributes[ModelAttributes.Objective] = objective;
        if (model.BestRounds is { } best)
        {
            attributes[ModelAttributes.BestIteration] = (best / model.ParallelTrees - 1).ToString(CultureInfo.InvariantCulture);
            attributes[ModelAttributes.BestTreeLimit] = best.ToString(CultureInfo.InvariantCulture);
        }

        sink.Name("attributes");
        sink.BeginObject();
        foreach (var (name, text) in attributes) sink.Member(name, text);
        sink.EndObject();
    }

    private static void Texts(string name, IReadOnlyList<string> texts, ModelSink sink)
    {
        sink.Name(name);
        sink.BeginArray(texts.Count);
        foreach (var text in texts) sink.Text(text);
        sink.EndArray();
    }

    private static void Booster(TreeModel model, ModelSink sink)
    {
        sink.BeginObject();
        if (model.TreeWeights.IsEmpty)
        {
            Trees(model, sink);
            sink.Member("name", "gbtree");
        }
        else
        {
            sink.Name("gbtree");
            sink.BeginObject();
            Trees(model, sink);
            sink.Member("name", "gbtree");
            sink.EndObject();
            sink.Member("name", "dart");
            sink.Name("weight_drop");
            sink.BeginArray(model.TreeWeights.Length);
            foreach (var weight in model.TreeWeights) sink.Number(weight);
            sink.EndArray();
        }

        sink.EndObject();
    }

    private static void Trees(TreeModel model, ModelSink sink)
    {
        sink.Name("model");
        sink.BeginObject();
        sink.Name("gbtree_model_param");
        sink.BeginObject();
        sink.Parameter("num_parallel_tree", model.ParallelTrees);
        sink.Parameter("num_trees", model.Trees.Length);
        sink.Parameter("size_leaf_vector", 0);
        sink.EndObject();
        // Neither this nor the weights are arrays of one type: XGBoost 1.7 refuses them as such.
        sink.Name("tree_info");
        sink.BeginArray(model.Outputs.Length);
        foreach (var output in model.Outputs) sink.Integer(output);
        sink.EndArray();
        sink.Name("trees");
        sink.BeginArray(model.Trees.Length);
        var writer = new TreeWriter(sink, model.Features.Length);
        for (var i = 0; i < model.Trees.Length; i++) writer.Write(model.Trees[i], i);
        sink.EndArray();
        sink.EndObject();
    }

    private static void Learner(TreeModel model, ModelSink sink)
    {
        Span<byte> score = stackalloc byte[FloatText.Longest];
        var length = FloatText.Write(model.BaseScore, score);
        sink.Name("learner_model_param");
        sink.BeginObject();
        sink.Member("base_score", System.Text.Encoding.ASCII.GetString(score[..length]));
        // The base score is what it is: XGBoost shall not estimate another if it trains on.
        sink.Parameter("boost_from_average", 0);
        sink.Parameter("num_class", model.Objective.OutputCount == 1 ? 0 : model.Objective.OutputCount);
        sink.Parameter("num_feature", model.Features.Length);
        sink.Parameter("num_target", 1);
        sink.EndObject();
    }

    private static void Objective(Objective objective, ModelSink sink)
    {
        var written = ModelAttributes.WriteObjective(objective) is null ? objective : Learning.Objective.SquaredError;
        sink.Name("objective");
        sink.BeginObject();
        sink.Member("name", written.Name);
        // XGBoost wants this section with every objective of squared errors, though it says nothing there.
        var parameter = written.Parameter ?? (written is SquaredError ? new ObjectiveParameter("reg_loss_param", "scale_pos_weight", 1) : null);
        if (parameter is { } known)
        {
            sink.Name(known.Section);
            sink.BeginObject();
            sink.Member(known.Key, known.Value.ToString("R", CultureInfo.InvariantCulture));
            sink.EndObject();
        }

        sink.EndObject();
    }
}
