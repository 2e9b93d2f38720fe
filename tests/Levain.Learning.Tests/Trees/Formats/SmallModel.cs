namespace Levain.Learning.Tests.Trees.Formats;

/// <summary>A model file with one tree, which tests change in one place.</summary>
internal static class SmallModel
{
    /// <summary>Node 0 asks whether a number is below 0.5, node 1 for the categories 1 and 3; 2, 3 and 4 are leaves.</summary>
    public const string Json =
        """
        {"learner":{"attributes":{"best_iteration":"0"},"feature_names":["a","b"],"feature_types":["float","c"],"gradient_booster":{"model":{"gbtree_model_param":{"num_parallel_tree":"1","num_trees":"1","size_leaf_vector":"0"},"tree_info":[0],"trees":[{"base_weights":[0E0,0E0,0E0,0E0,0E0],"categories":[1,3],"categories_nodes":[1],"categories_segments":[0],"categories_sizes":[2],"default_left":[1,0,0,0,0],"id":0,"left_children":[1,3,-1,-1,-1],"loss_changes":[1E0,5E-1,0E0,0E0,0E0],"parents":[2147483647,0,0,1,1],"right_children":[2,4,-1,-1,-1],"split_conditions":[5E-1,0E0,1E0,2E0,3E0],"split_indices":[0,1,0,0,0],"split_type":[0,1,0,0,0],"sum_hessian":[9E0,6E0,3E0,4E0,2E0],"tree_param":{"num_deleted":"0","num_feature":"2","num_nodes":"5","size_leaf_vector":"0"}}]},"name":"gbtree"},"learner_model_param":{"base_score":"2.5E-1","boost_from_average":"0","num_class":"0","num_feature":"2","num_target":"1"},"objective":{"name":"reg:squarederror","reg_loss_param":{"scale_pos_weight":"1"}}},"version":[1,7,4]}
        """;

    public static string With(string old, string changed)
    {
        Assert.Contains(old, Json, StringComparison.Ordinal);
        return Json.Replace(old, changed, StringComparison.Ordinal);
    }

    public static float Margin(TreeModel model, params float[] row) => ReferenceWalk.Margins(model, row)[0];

    public static string Repeat(string text, int count, string separator = ",") => string.Join(separator, Enumerable.Repeat(text, count));
}
