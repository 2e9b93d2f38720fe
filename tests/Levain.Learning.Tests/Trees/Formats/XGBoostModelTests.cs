using System.Text;

namespace Levain.Learning.Tests.Trees.Formats;

/// <summary>XGBoost's own models, here and back again.</summary>
public sealed class XGBoostModelTests(TrainedModels trained) : IClassFixture<TrainedModels>
{
    public static TheoryData<string> Kinds => TrainedModels.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_of_XGBoost_has_the_same_margins_here(string kind)
    {
        PythonXGBoost.Require();
        var model = Read(kind, "json");

        AssertClose(kind, trained.Folder.Floats($"{kind}.trained.margins"), ReferenceWalk.Margins(model, trained.Folder.Floats($"{kind}.rows")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_is_the_same_from_JSON_from_UBJ_and_from_a_buffer(string kind)
    {
        PythonXGBoost.Require();
        var json = ModelBytes.Text(Read(kind, "json"));

        Assert.Equal(json, ModelBytes.Text(Read(kind, "ubj")));
        Assert.Equal(json, ModelBytes.Text(Read(kind, "raw")));
    }

    [Fact]
    public void XGBoost_takes_every_model_back_and_predicts_the_same()
    {
        PythonXGBoost.Require();
        using var folder = new ModelFolder();
        foreach (var kind in Kinds.Select(row => row.Data))
        {
            folder.Write(kind, Read(kind, "ubj"));
            File.Copy(trained.Folder.File($"{kind}.rows"), folder.File($"{kind}.rows"));
        }

        folder.Predict();

        foreach (var kind in Kinds.Select(row => row.Data))
        {
            Assert.Equal(trained.Folder.Floats($"{kind}.trained.margins"), folder.Floats($"{kind}.margins"));
            Assert.Equal(trained.Folder.Floats($"{kind}.trained.predictions"), folder.Floats($"{kind}.predictions"));
        }
    }

    // Where there is nothing that we keep otherwise (pruned nodes, named types), every byte is XGBoost's own, but for its wish to estimate the base score.
    [Theory]
    [InlineData("binary")]
    [InlineData("poisson")]
    [InlineData("classes")]
    [InlineData("dart-classes")]
    [InlineData("forest-classes")]
    [InlineData("early")]
    [InlineData("huge")]
    [InlineData("sparse")]
    public void What_is_written_has_the_bytes_that_XGBoost_writes(string kind)
    {
        PythonXGBoost.Require();
        var theirs = File.ReadAllText(trained.Folder.File($"{kind}.trained.json"));

        Assert.Equal(WithoutFree(theirs), WithoutFree(ModelBytes.Text(Read(kind, "json"))));
    }

    [Fact]
    public void UBJ_has_the_bytes_that_XGBoost_writes()
    {
        PythonXGBoost.Require();
        var theirs = File.ReadAllBytes(trained.Folder.File("classes.trained.ubj"));
        var ours = ModelBytes.Ubj(Read("classes", "ubj"));

        Assert.Equal(Encoding.Latin1.GetString(theirs).Replace("boost_from_averageSL\0\0\0\0\0\0\0\u00011", "boost_from_averageSL\0\0\0\0\0\0\0\u00010", StringComparison.Ordinal), Encoding.Latin1.GetString(ours));
    }

    [Fact]
    public void Early_stopping_and_its_score_are_kept()
    {
        PythonXGBoost.Require();
        var model = Read("early", "json");

        Assert.InRange(model.BestRounds!.Value, 1, model.Trees.Length - 1);
        Assert.Equal(["best_score"], model.Attributes.Keys);
    }

    [Fact]
    public void Names_and_types_are_kept()
    {
        PythonXGBoost.Require();

        Assert.Equal(
            [new("größe"), new("a b", FeatureKind.Whole), new("quote\"d", FeatureKind.Indicator), new("back\\slash"), new("日本")],
            Read("named", "ubj").Features.AsEnumerable());
    }

    [Fact]
    public void Both_kinds_of_questions_for_categories_are_there()
    {
        PythonXGBoost.Require();

        Assert.All(Read("one-hot", "json").Trees.SelectMany(tree => tree.CategorySets), set => Assert.Single(set));
        Assert.Contains(Read("partition", "json").Trees.SelectMany(tree => tree.CategorySets), set => set.Length > 3);
    }

    [Fact]
    public void Pruned_nodes_are_dropped()
    {
        PythonXGBoost.Require();

        var all = File.ReadAllText(trained.Folder.File("pruned.trained.json")).Split("\"left_children\":").Skip(1).Sum(tree => tree[..tree.IndexOf(']', StringComparison.Ordinal)].Split(',').Length);
        Assert.InRange(Read("pruned", "json").Trees.Sum(tree => tree.Nodes.Length), 1, all - 1);
        Assert.All(Read("pruned", "json").Trees, tree => Assert.Equal(tree.LeafCount * 2 - 1, tree.Nodes.Length));
    }

    [Fact]
    public void Parallel_trees_and_dropped_trees_are_kept()
    {
        PythonXGBoost.Require();

        Assert.Equal((4, 12), (Read("forest", "json").ParallelTrees, Read("forest", "json").BestRounds));
        Assert.Equal(36, Read("dart-classes", "json").TreeWeights.Length);
    }

    private TreeModel Read(string kind, string form) => XGBoostFormat.Read(trained.Folder.File($"{kind}.trained.{form}"));

    // Dropped trees are weighted by XGBoost after it has added the base score and taken it away again, and its logarithms are the machine's: there, and only there, bits differ.
    private static void AssertClose(string kind, float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var exact = kind is not ("dart" or "dart-classes" or "base" or "poisson");
        for (var i = 0; i < expected.Length; i++)
        {
            if (exact) Assert.Equal(expected[i], actual[i]);
            else Assert.Equal(expected[i], actual[i], 1e-6 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    private static string WithoutFree(string json) => json.Replace("\"boost_from_average\":\"1\"", "\"boost_from_average\":\"0\"", StringComparison.Ordinal);
}
