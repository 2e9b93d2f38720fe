namespace Levain.Learning.Tests.Trees.Formats;

/// <summary>What versions of XGBoost other than 1.7 write otherwise.</summary>
public sealed class OtherVersionTests
{
    [Theory]
    [InlineData("2.5E-1", "[2.5E-1]")]
    [InlineData("\"tree_info\":[0]", "\"iteration_indptr\":[0,1],\"tree_info\":[0]")]
    [InlineData("\"tree_info\":[0]", "\"cats\":{\"enc\":[],\"feature_segments\":[],\"sorted_idx\":[]},\"tree_info\":[0]")]
    [InlineData("\"num_trees\":\"1\",\"size_leaf_vector\":\"0\"", "\"num_trees\":\"1\"")]
    [InlineData("\"num_nodes\":\"5\",\"size_leaf_vector\":\"0\"", "\"num_nodes\":\"5\",\"size_leaf_vector\":\"1\"")]
    [InlineData("\"default_left\":[1,0,0,0,0]", "\"default_left\":[true,false,false,false,false]")]
    [InlineData("\"version\":[1,7,4]", "\"version\":[3,1,2]")]
    [InlineData("reg:squarederror", "reg:linear")]
    [InlineData("[5E-1,0E0,1E0", "[0.50000000000000000000000000000000000000000000000000000000000000000000000000,0E0,1E0")]
    public void The_same_model_is_read(string old, string changed) => Assert.Equal(ModelBytes.Text(ModelBytes.Read(SmallModel.Json)), ModelBytes.Text(ModelBytes.Read(SmallModel.With(old, changed))));

    [Fact]
    public void A_model_without_categories_may_leave_them_out()
    {
        var json = SmallModel.With("\"categories\":[1,3],\"categories_nodes\":[1],\"categories_segments\":[0],\"categories_sizes\":[2],", "").Replace("\"split_type\":[0,1,0,0,0],", "", StringComparison.Ordinal);

        Assert.False(ModelBytes.Read(json).Trees[0].Nodes[1].IsCategorical);
    }

    [Fact]
    public void A_quantile_of_version_2_is_a_quantile()
    {
        var json = SmallModel.With("{\"name\":\"reg:squarederror\",\"reg_loss_param\":{\"scale_pos_weight\":\"1\"}}", "{\"name\":\"reg:quantileerror\",\"quantile_loss_param\":{\"quantile_alpha\":\"[0.9]\"}}");

        Assert.Equal(Objective.Quantile(0.9), ModelBytes.Read(json).Objective);
    }

    [Fact]
    public void Several_quantiles_at_once_are_refused()
    {
        var json = SmallModel.With("{\"name\":\"reg:squarederror\",\"reg_loss_param\":{\"scale_pos_weight\":\"1\"}}", "{\"name\":\"reg:quantileerror\",\"quantile_loss_param\":{\"quantile_alpha\":\"[0.1, 0.9]\"}}");

        Assert.Contains("`quantile_alpha` of the objective is `[0.1, 0.9]`, and one number was expected", Assert.Throws<BuildException>(() => ModelBytes.Read(json)).Message, StringComparison.Ordinal);
    }

    // Version 3.1 estimates where each class starts.
    [Fact]
    public void A_base_score_for_each_class_is_kept_as_leaves_in_front()
    {
        var json = SmallModel.With("{\"name\":\"reg:squarederror\",\"reg_loss_param\":{\"scale_pos_weight\":\"1\"}}", "{\"name\":\"multi:softprob\",\"softmax_multiclass_param\":{\"num_class\":\"2\"}}")
            .Replace("\"num_class\":\"0\"", "\"num_class\":\"2\"", StringComparison.Ordinal).Replace("\"num_trees\":\"1\"", "\"num_trees\":\"2\"", StringComparison.Ordinal)
            .Replace("\"tree_info\":[0]", "\"tree_info\":[0,1]", StringComparison.Ordinal).Replace("2.5E-1", "[-3.95E-2,1.97E-1]", StringComparison.Ordinal);
        var (start, end) = (json.IndexOf("\"trees\":[", StringComparison.Ordinal) + 9, json.IndexOf("]},\"name\"", StringComparison.Ordinal));
        json = json.Insert(end, "," + json[start..end].Replace("\"id\":0", "\"id\":1", StringComparison.Ordinal));

        var model = ModelBytes.Read(json);

        Assert.Equal((0f, 4, 2), (model.BaseScore, model.Trees.Length, model.BestRounds));
        Assert.Equal([-0.0395f + 1f, 0.197f + 1f], ReferenceWalk.Margins(model, [1f, 0f]));
    }

    [Fact]
    public void Best_rounds_follow_the_iterations_of_the_file()
    {
        var json = SmallModel.With("\"tree_info\":[0]", "\"iteration_indptr\":[0,0,1],\"tree_info\":[0]").Replace("\"best_iteration\":\"0\"", "\"best_iteration\":\"1\"", StringComparison.Ordinal);

        Assert.Equal(1, ModelBytes.Read(json).BestRounds);
    }

    [Fact]
    public void A_best_iteration_behind_the_last_means_all() => Assert.Null(ModelBytes.Read(SmallModel.With("\"best_iteration\":\"0\"", "\"best_iteration\":\"9\"")).BestRounds);

    [Fact]
    public void Children_away_from_each_other_are_put_side_by_side()
    {
        var json = SmallModel.With("\"left_children\":[1,3,-1,-1,-1]", "\"left_children\":[2,4,-1,-1,-1]").Replace("\"right_children\":[2,4,-1,-1,-1]", "\"right_children\":[1,3,-1,-1,-1]", StringComparison.Ordinal);

        var model = ModelBytes.Read(json);

        Assert.All(model.Trees[0].Nodes.Where(node => !node.IsLeaf), node => Assert.Equal(node.Left + 1, node.Right));
        Assert.Equal([1.25f, 3.25f, 2.25f], [SmallModel.Margin(model, 0f, 0f), SmallModel.Margin(model, 1f, 0f), SmallModel.Margin(model, 1f, 3f)]);
        Assert.Equal(ModelBytes.Json(model), ModelBytes.Json(ModelBytes.Read(ModelBytes.Json(model))));
    }

    [Fact]
    public void Features_without_types_are_categories_where_a_question_says_so() =>
        Assert.Equal([FeatureKind.Number, FeatureKind.Category], ModelBytes.Read(SmallModel.With("[\"float\",\"c\"]", "[]")).Features.Select(feature => feature.Kind));
}
