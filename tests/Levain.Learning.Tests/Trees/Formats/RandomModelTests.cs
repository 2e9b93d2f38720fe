using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Levain.Learning.Tests.Trees.Formats;

/// <summary>Models of every kind that a file can hold.</summary>
public sealed class RandomModelTests
{
    private static readonly Arbitrary<int> Seeds = Arb.From(Gen.Choose(0, int.MaxValue));

    [Fact]
    public void What_is_written_as_JSON_or_UBJ_is_read_as_it_was() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Seeds, seed =>
        {
            var model = new RandomModels(seed).Model();
            return Same(model, ModelBytes.Read(ModelBytes.Json(model))) && Same(model, ModelBytes.Read(ModelBytes.Ubj(model)));
        }));

    [Fact]
    public void The_same_model_has_the_same_bytes_in_any_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var model = new RandomModels(11).Model();
        var (json, ubj) = (ModelBytes.Json(model), ModelBytes.Ubj(model));
        try
        {
            CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator, CultureInfo.CurrentCulture.NumberFormat.NegativeSign) = (",", "~");

            Assert.Equal(json, ModelBytes.Json(new RandomModels(11).Model()));
            Assert.Equal(ubj, ModelBytes.Ubj(ModelBytes.Read(json)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void XGBoost_loads_any_model_and_has_the_same_margins()
    {
        PythonXGBoost.Require();
        using var folder = new ModelFolder();
        var models = Enumerable.Range(1, 60).Select(seed => (Name: $"model{seed}", Made: new RandomModels(seed))).Select(pair => (pair.Name, pair.Made, Model: pair.Made.Model())).ToArray();
        foreach (var (name, made, model) in models)
        {
            folder.Write(name, model);
            folder.Write(name + ".rows", made.Rows(model, 50));
        }

        folder.Predict();

        foreach (var (name, _, model) in models)
        {
            var (expected, actual) = (folder.Floats(name + ".margins"), ReferenceWalk.Margins(model, folder.Floats(name + ".rows")));
            Assert.Equal(expected.Length, actual.Length);
            for (var i = 0; i < expected.Length; i++) Assert.True(expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= 1e-6 * Math.Max(1, Math.Abs(expected[i])), $"{name}, margin {i}: {expected[i]:R} and {actual[i]:R}");
        }
    }

    private static bool Same(TreeModel left, TreeModel right) =>
        left.Features.SequenceEqual(right.Features) && left.Objective == right.Objective && left.BaseScore.Equals(right.BaseScore) && left.Outputs.SequenceEqual(right.Outputs)
        && left.TreeWeights.SequenceEqual(right.TreeWeights) && left.BestRounds == right.BestRounds && left.ParallelTrees == right.ParallelTrees && left.Attributes.SequenceEqual(right.Attributes)
        && left.Trees.Length == right.Trees.Length && left.Trees.Zip(right.Trees).All(pair => Same(pair.First, pair.Second));

    private static bool Same(Tree left, Tree right) =>
        left.Nodes.SequenceEqual(right.Nodes) && left.CategorySets.Length == right.CategorySets.Length && left.CategorySets.Zip(right.CategorySets).All(pair => pair.First.SequenceEqual(pair.Second));
}
