using System.Text;
using Levain.Learning.Formats;

namespace Levain.Learning.Tests.Trees.Formats;

/// <summary>Files that are no model, or one that cannot be used: each is told apart and says why.</summary>
public sealed class BadModelTests
{
    [Fact]
    public void The_model_that_they_spoil_is_a_good_one() => Assert.Equal(SmallModel.Json, ModelBytes.Text(ModelBytes.Read(SmallModel.With("{\"best_iteration\":\"0\"}", "{\"best_iteration\":\"0\",\"best_ntree_limit\":\"1\"}"))).Replace(",\"best_ntree_limit\":\"1\"", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("   ", "it is neither JSON nor UBJ")]
    [InlineData("hello", "it is neither JSON nor UBJ")]
    [InlineData("[{\"nodeid\":0}]", "it is a list: perhaps a dump of trees for people")]
    [InlineData("binf\0\0\0?", "it is in XGBoost's old binary form")]
    [InlineData("{", "the file ends in the middle")]
    [InlineData("{\"", "a text has no end")]
    [InlineData("{}", "it has no `gradient_booster` with a name, so it is no model of XGBoost")]
    [InlineData("{\"learner\":[]}", "`{` was expected, and `[` found")]
    [InlineData("{\"learner\" {}}", "`:` was expected, and `{` found")]
    [InlineData("{\"a\":tru}", "stands neither `true` nor `false`")]
    [InlineData("{\"a\":nul}", "stands no `null`")]
    [InlineData("{\"a\":1 2}", "`,` was expected, and `2` found")]
    [InlineData("{\"a\":\"\\x\"}", "stands the escape `\\x`, which JSON has not")]
    [InlineData("{\"a\":\"\\ud800\"}", "stands half of a surrogate pair")]
    [InlineData("{\"a\":--1}", "stands no number")]
    [InlineData("{\"a\":\u0001}", "stands `byte 01`, which begins no value")]
    [InlineData("{}{}", "something stands behind the model")]
    [InlineData("{\"version\":[1,],\"more\":\"than thirty-two letters behind it\"}", "a value was expected, and `]` found")]
    [InlineData("{\"version\":[1,]}", "begins no value")]
    [InlineData("{\"version\":[,1],\"more\":\"than thirty-two letters behind it\"}", "begins no value")]
    [InlineData("{\"version\":[1,-,1],\"more\":\"than thirty-two letters behind it\"}", "stands no whole number of 64 bits")]
    [InlineData("{\"version\":[1-1,1],\"more\":\"than thirty-two letters behind it\"}", "stands no whole number of 64 bits")]
    [InlineData("{\"version\":[4,0,0]}", "it was written by XGBoost 4.0.0, and versions 1 to 3 are known here")]
    [InlineData("{L\0\0\0\0\0\0\0\u0001aQ}", "stands a type that is not known, 0x51")]
    [InlineData("{L\0\0\0\0\0\0\0\u0001a", "the file ends in the middle")]
    [InlineData("{L\u007f\0\0\0\0\0\0\u0001a", "a text is longer than 16777216 bytes")]
    [InlineData("{i\u0001a[$Z#l\u007f\0\0\0]}", "stands an array whose values take no room")]
    [InlineData("{i\u0001a[$d#l\u007f\0\0\0]}", "the file ends in the middle")]
    [InlineData("{i\u0001a[$dl\u007f\0\0\0]}", "a type of all values stands without their count")]
    [InlineData("{i\u0001a[#d\u007f\0\0\0]}", "a count was expected")]
    public void What_is_no_model_is_refused(string text, string reason) => Refused(Encoding.Latin1.GetBytes(text), reason);

    [Theory]
    [InlineData("\"name\":\"gbtree\"}", "\"name\":\"gblinear\"}", "its booster is `gblinear`, a linear model: only trees are read here")]
    [InlineData("\"name\":\"gbtree\"}", "\"name\":\"dart\"}", "the booster is `dart` and has no `weight_drop`")]
    [InlineData("\"name\":\"gbtree\"}", "\"name\":\"gbforest\"}", "its booster is `gbforest`, and only `gbtree` and `dart` are known here")]
    [InlineData("reg:squarederror", "rank:pairwise", "`rank:pairwise` is no objective that is known here")]
    [InlineData("reg:squarederror", "survival:cox", "`survival:cox` is no objective that is known here")]
    [InlineData("\"name\":\"reg:squarederror\",", "", "it has no `objective` with a name")]
    [InlineData("\"num_target\":\"1\"", "\"num_target\":\"2\"", "it predicts 2 targets at once, and only one is supported here")]
    [InlineData("\"num_class\":\"0\"", "\"num_class\":\"3\"", "`num_class` is 3, and the objective `reg:squarederror` has 1 outputs")]
    [InlineData("\"num_trees\":\"1\"", "\"num_trees\":\"2\"", "`num_trees` is 2, and there are 1 trees")]
    [InlineData("\"num_trees\":\"1\"", "\"num_trees\":\"x\"", "`num_trees` is `x`, and a whole number was expected")]
    [InlineData("\"tree_info\":[0]", "\"tree_info\":[0,0]", "`tree_info` has 2 entries, and there are 1 trees")]
    [InlineData("\"tree_info\":[0]", "\"tree_info\":[1]", "tree 0 adds to output 1, and there are 1")]
    [InlineData("\"tree_info\":[0]", "\"tree_info\":[99999999999]", "`tree_info` holds 99999999999, which no model needs")]
    [InlineData("\"num_parallel_tree\":\"1\"", "\"num_parallel_tree\":\"0\"", "`num_parallel_tree` is 0")]
    [InlineData("2.5E-1", "high", "`base_score` is `high`, and a number was expected")]
    [InlineData("2.5E-1", "[1E0,2E0]", "`base_score` has 2 numbers, and the objective 1 outputs")]
    [InlineData("2.5E-1", "NaN", "`base_score` is `NaN`, and a number was expected")]
    [InlineData("reg:squarederror\",", "binary:logistic\",\"a\":0,", "the base score is 7, which the objective `binary:logistic` cannot predict")]
    [InlineData("\"num_feature\":\"2\",\"num_target\"", "\"num_feature\":\"3\",\"num_target\"", "`feature_names` has 2 entries, and `num_feature` is 3")]
    [InlineData("\"num_feature\":\"2\",\"num_target\"", "\"num_feature\":\"2000000\",\"num_target\"", "it has 2000000 features, and at most 1048576 are supported")]
    [InlineData("[\"a\",\"b\"]", "[\"a\",\"a\"]", "there are two features named `a`")]
    [InlineData("[\"float\",\"c\"]", "[\"float\",\"text\"]", "`text` is no type of a feature")]
    [InlineData("[\"float\",\"c\"]", "[\"float\"]", "`feature_types` has 1 entries, and `num_feature` is 2")]
    [InlineData("{\"best_iteration\":\"0\"}", "{\"best_iteration\":\"-3\"}", "the attribute `best_iteration` is -3")]
    [InlineData("{\"best_iteration\":\"0\"}", "{\"best_iteration\":\"soon\"}", "`best_iteration` is `soon`, and a whole number was expected")]
    [InlineData("{\"best_iteration\":\"0\"}", "{\"levain.objective\":\"huber:1\"}", "its attribute `levain.objective` is `huber:1`, which is not known here")]
    [InlineData("{\"best_iteration\":\"0\"}", "{\"levain.objective\":\"quantile:7\"}", "a quantile lies between 0 and 1, and 7 does not")]
    [InlineData("\"version\":[1,7,4]", "\"version\":[1,7,4,0]", "`version` has more than 3 entries")]
    public void A_model_that_cannot_be_used_says_why(string old, string changed, string reason) => Refused(SmallModel.With(old, changed).Replace(reason.Contains(" is 7,", StringComparison.Ordinal) ? "2.5E-1" : "\0", "7E0", StringComparison.Ordinal), reason);

    [Theory]
    [InlineData("\"left_children\":[1,3,", "\"left_children\":[9,3,", "tree 0, node 0: its child is 9, and the tree has 5 nodes")]
    [InlineData("\"left_children\":[1,3,", "\"left_children\":[-2,3,", "tree 0, node 0: its child is -2, and the tree has 5 nodes")]
    [InlineData("\"left_children\":[1,3,", "\"left_children\":[-1,3,", "tree 0, node 0: its child is -1, and the tree has 5 nodes")]
    [InlineData("\"left_children\":[1,3,", "\"left_children\":[1,0,", "tree 0, node 0: it is reached twice: a cycle, or a child of two nodes")]
    [InlineData("\"left_children\":[1,3,", "\"left_children\":[1,2,", "tree 0, node 2: it is reached twice: a cycle, or a child of two nodes")]
    [InlineData("\"left_children\":[1,3,-1,-1,-1]", "\"left_children\":[1,-1,3,-1,-1]", "tree 0, node 1: its child is -1, and the tree has 5 nodes")]
    [InlineData("\"left_children\":[1,3,-1,-1,-1]", "\"left_children\":[1,3,-1,-1]", "tree 0: `left_children` has 4 entries, and the tree 5 nodes")]
    [InlineData("\"parents\":[2147483647,0,0,1,1]", "\"parents\":[2147483647,0,0,1,2]", "tree 0, node 4: its parent is 2, and it is a child of 1")]
    [InlineData("\"parents\":[2147483647,0,0,1,1]", "\"parents\":[3,0,0,1,1]", "tree 0, node 0: it is the root, and its parent is 3")]
    [InlineData("\"num_deleted\":\"0\"", "\"num_deleted\":\"2\"", "tree 0: 0 of its nodes are not reached from the root, and `num_deleted` is 2")]
    [InlineData("\"num_nodes\":\"5\"", "\"num_nodes\":\"2000000000\"", "tree 0: `left_children` has 5 entries, and the tree 2000000000 nodes")]
    [InlineData("\"num_nodes\":\"5\"", "\"num_nodes\":\"0\"", "tree 0: it has no nodes")]
    [InlineData("\"num_nodes\":\"5\",", "", "tree 0: it has no `num_nodes`")]
    [InlineData("\"num_nodes\":\"5\",\"size_leaf_vector\":\"0\"", "\"num_nodes\":\"5\",\"size_leaf_vector\":\"3\"", "tree 0 has a vector of 3 numbers in each leaf, and only single numbers are supported")]
    [InlineData("\"id\":0", "\"id\":4", "tree 0: its `id` is 4, so the trees stand in another order")]
    [InlineData("\"split_conditions\":[5E-1", "\"split_conditions\":[NaN", "tree 0, node 0: its threshold is NaN, which nothing is less than")]
    [InlineData("1E0,2E0,3E0]", "1E0,2E0,NaN]", "tree 0, node 4: it is a leaf, and its value is no finite number")]
    [InlineData("1E0,2E0,3E0]", "1E0,1E99,3E0]", "tree 0, node 3: it is a leaf, and its value is no finite number")]
    [InlineData("\"split_indices\":[0,", "\"split_indices\":[2,", "tree 0, node 0: it asks for feature 2, and there are 2")]
    [InlineData("\"split_indices\":[0,", "\"split_indices\":[-1,", "tree 0, node 0: it asks for feature -1, and there are 2")]
    [InlineData("\"split_indices\":[0,", "\"split_indices\":[0.5,", "stands no whole number of 64 bits")]
    [InlineData("\"categories\":[1,3]", "\"categories\":[-1,3]", "tree 0, node 1: its set has the category -1, and codes go from 0 to 16777215")]
    [InlineData("\"categories\":[1,3]", "\"categories\":[1,16777216]", "tree 0, node 1: its set has the category 16777216, and codes go from 0 to 16777215")]
    [InlineData("\"categories\":[1,3]", "\"categories\":[1]", "tree 0, node 1: its categories and those before need 2 entries, and `categories` has 1")]
    [InlineData("\"categories_segments\":[0]", "\"categories_segments\":[1]", "tree 0, node 1: its categories are 2 from 1 on, and `categories` has 2 entries")]
    [InlineData("\"categories_segments\":[0]", "\"categories_segments\":[-1]", "tree 0, node 1: its categories are 2 from -1 on, and `categories` has 2 entries")]
    [InlineData("\"categories_segments\":[0]", "\"categories_segments\":[]", "tree 0: `categories_nodes`, `categories_segments` and `categories_sizes` have different lengths")]
    [InlineData("\"categories_sizes\":[2]", "\"categories_sizes\":[0]", "tree 0, node 1: its categories are 0 from 0 on, and `categories` has 2 entries")]
    [InlineData("\"categories_sizes\":[2]", "\"categories_sizes\":[4294967295]", "tree 0, node 1: its categories are -1 from 0 on, and `categories` has 2 entries")]
    [InlineData("\"categories_nodes\":[1]", "\"categories_nodes\":[7]", "tree 0: `categories_nodes` names node 7, and the tree has 5")]
    [InlineData("\"categories_nodes\":[1]", "\"categories_nodes\":[0]", "tree 0, node 0: it has categories, and its `split_type` says that it asks for a number")]
    [InlineData("\"categories_nodes\":[1],\"categories_segments\":[0],\"categories_sizes\":[2]", "\"categories_nodes\":[1,1],\"categories_segments\":[0,0],\"categories_sizes\":[2,2]", "tree 0, node 1: it stands twice in `categories_nodes`")]
    [InlineData("\"categories_nodes\":[1],\"categories_segments\":[0],\"categories_sizes\":[2]", "\"categories_nodes\":[],\"categories_segments\":[],\"categories_sizes\":[]", "tree 0, node 1: it asks for categories, and has none")]
    public void A_tree_that_is_none_says_where(string old, string changed, string reason) => Refused(SmallModel.With(old, changed), reason);

    [Fact]
    public void Every_beginning_of_a_model_is_refused()
    {
        var model = ModelBytes.Read(SmallModel.Json);
        foreach (var bytes in (byte[][])[ModelBytes.Json(model), ModelBytes.Ubj(model)])
            for (var length = 0; length < bytes.Length; length++) Assert.Throws<BuildException>(() => ModelBytes.Read(bytes[..length]));
    }

    // Numbers of an array are read in bursts where they stand close together: spaces, and the places where the buffer ends, change nothing.
    [Fact]
    public void Spaces_and_places_change_nothing()
    {
        var model = new RandomModels(3).Model();
        var json = ModelBytes.Text(model);
        var spaced = json.Replace("[", "[ ", StringComparison.Ordinal).Replace(",", " ,\n", StringComparison.Ordinal).Replace("]", "\t]", StringComparison.Ordinal);
        foreach (var text in (string[])[spaced, .. Enumerable.Range(1, 300).Select(i => new string(' ', 400) + json.Insert(1, new string(' ', 64_000 + 37 * i)))])
            Assert.Equal(json, ModelBytes.Text(ModelBytes.Read(text.TrimStart())));
    }

    [Fact]
    public void Limits_are_kept_while_reading()
    {
        var json = Encoding.UTF8.GetBytes(SmallModel.Json);
        Limited(json, new() { Bytes = 100 }, "it is larger than 100 bytes");
        Limited(json, new() { Nodes = 4 }, "`base_weights` has more than 4 entries");
        Limited(json, new() { Features = 1 }, "`feature_names` has more than 1 entries");
        Limited(json, new() { Depth = 1 }, "tree 0, node 3: it is more than 1 questions below the root");
        Limited(json, new() { Nesting = 3 }, "more than 3 objects and arrays are inside each other");
        Limited(json, new() { Text = 5 }, "a text is longer than 5 bytes");
        Limited(Encoding.UTF8.GetBytes(SmallModel.With("}]},\"name\"", "},{}]},\"name\"")), new() { Trees = 1 }, "there are more than 1 trees");
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void What_is_nested_very_deep_neither_overflows_the_stack_nor_takes_long(char bracket)
    {
        var json = Encoding.UTF8.GetBytes("{\"a\":" + SmallModel.Repeat(bracket == '[' ? "[" : "{\"a\":", 1_000_000, ""));
        Refused(json, "more than 64 objects and arrays are inside each other");
    }

    [Fact]
    public void A_file_is_named()
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.File("x.json"), "hello");

        Assert.StartsWith($"`{folder.File("x.json")}` is no model that can be read: ", Assert.Throws<BuildException>(() => XGBoostFormat.Read(folder.File("x.json"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("there is no model file `", Assert.Throws<BuildException>(() => XGBoostFormat.Read(folder.File("y.json"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_could_not_be_read_again_is_not_written()
    {
        var model = ModelBytes.Read(SmallModel.Json);
        var tree = model.Trees[0];

        NotWritten(model with { Outputs = [0, 0] }, "it has 1 trees, and outputs for 2");
        NotWritten(model with { TreeWeights = [1, 1] }, "it has 1 trees, and weights (`weight_drop`) for 2");
        NotWritten(model with { BestRounds = 2 }, "its best rounds are 2, and it has 1");
        NotWritten(model with { Objective = Objective.Logistic, BaseScore = 1 }, "the base score is 1, which the objective `binary:logistic` cannot predict");
        NotWritten(model with { Attributes = model.Attributes.Add("best_iteration", "3") }, "the attribute `best_iteration` is kept for what the model itself says");
        NotWritten(model with { Features = [new("a\ud800"), new("b")] }, "has half of a surrogate pair");
        NotWritten(model with { Trees = [tree with { Nodes = tree.Nodes.SetItem(0, tree.Nodes[0] with { Left = 2, Right = 1 }) }] }, "tree 0, node 0: its children are 2 and 1, and must stand behind it, side by side, among 5 nodes");
        NotWritten(model with { Trees = [tree with { Nodes = tree.Nodes.SetItem(0, tree.Nodes[0] with { Left = 3, Right = 4 }) }] }, "tree 0, node 1: no node before it leads to it");
        NotWritten(model with { Trees = [tree with { CategorySets = [[3, 1]] }] }, "tree 0, node 1: its categories do not rise");
        NotWritten(model with { Trees = [tree with { CategorySets = [] }] }, "tree 0, node 1: it asks for set 0 of categories, and there are 0");
    }

    private static void NotWritten(TreeModel model, string reason) => Assert.Contains(reason, Assert.Throws<BuildException>(() => ModelBytes.Json(model)).Message, StringComparison.Ordinal);

    private static void Limited(byte[] bytes, ModelLimits limits, string reason)
    {
        using var stream = new MemoryStream(bytes);
        Assert.Contains(reason, Assert.Throws<BuildException>(() => XGBoostFormat.Read(stream, limits)).Message, StringComparison.Ordinal);
    }

    private static void Refused(string text, string reason) => Refused(Encoding.UTF8.GetBytes(text), reason);

    private static void Refused(byte[] bytes, string reason)
    {
        var error = Assert.Throws<BuildException>(() => ModelBytes.Read(bytes));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("the model cannot be read: ", error.Message, StringComparison.Ordinal);
    }
}
