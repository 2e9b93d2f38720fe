using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Levain.Learning.Tests.Trees.Formats;

/// <summary>Trees as pruning, or another program, may leave them: nodes in any order, some of them dead.</summary>
public sealed class NodeOrderTests
{
    [Fact]
    public void Any_order_of_nodes_with_dead_ones_between_is_the_same_tree() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var random = new Random(seed);
            var raw = new RawTree(random);
            float[] rows = [.. Enumerable.Range(0, 200).Select(_ => 4 * random.NextSingle() - 2)];
            var model = ModelBytes.Read(raw.Json());

            return model.Trees[0].Nodes.Length == raw.Live && ReferenceWalk.Margins(model, rows).SequenceEqual(raw.Margins(rows)) && ModelBytes.Text(ModelBytes.Read(ModelBytes.Json(model))) == ModelBytes.Text(model);
        }));

    /// <summary>A tree over two features in the arrays of a file, with the root first and all else shuffled.</summary>
    private sealed class RawTree
    {
        private readonly int[] left, right, parents, features;
        private readonly float[] values;
        private readonly int count;

        public RawTree(Random random)
        {
            var (splits, dead) = (random.Next(0, 20), random.Next(0, 4));
            Live = 2 * splits + 1;
            count = Live + dead;
            (left, right, parents, features, values) = (new int[count], new int[count], new int[count], new int[count], new float[count]);
            var free = new Queue<int>(Enumerable.Range(1, count - 1).OrderBy(_ => random.Next()));
            var leaves = new List<int> { 0 };
            Array.Fill(left, -1);
            Array.Fill(right, -1);
            Array.Fill(parents, int.MaxValue);
            for (var i = 0; i < count; i++) (values[i], features[i]) = (2 * random.NextSingle() - 1, random.Next(2));
            for (; splits > 0; splits--)
            {
                var at = leaves[random.Next(leaves.Count)];
                leaves.Remove(at);
                (left[at], right[at]) = (free.Dequeue(), free.Dequeue());
                (parents[left[at]], parents[right[at]]) = (at, at);
                leaves.AddRange([left[at], right[at]]);
            }
        }

        public int Live { get; }

        public float[] Margins(float[] rows) => [.. rows.Chunk(2).Select(row =>
        {
            var node = 0;
            while (left[node] >= 0) node = row[features[node]] < values[node] ? left[node] : right[node];
            return 0.25f + values[node];
        })];

        public string Json()
        {
            var zeros = SmallModel.Repeat("0", count);
            var numbers = string.Join(',', values.Select(value => value.ToString("E8", CultureInfo.InvariantCulture)));
            var tree = $"{{\"base_weights\":[{zeros}],\"default_left\":[{zeros}],\"id\":0,\"left_children\":[{Join(left)}],\"loss_changes\":[{zeros}],\"parents\":[{Join(parents)}],\"right_children\":[{Join(right)}],"
                + $"\"split_conditions\":[{numbers}],\"split_indices\":[{Join(features)}],\"sum_hessian\":[{zeros}],\"tree_param\":{{\"num_deleted\":\"{count - Live}\",\"num_nodes\":\"{count}\"}}}}";
            var (start, end) = (SmallModel.Json.IndexOf("\"trees\":[", StringComparison.Ordinal) + 9, SmallModel.Json.IndexOf("]},\"name\"", StringComparison.Ordinal));
            return string.Concat(SmallModel.Json.AsSpan(0, start), tree, SmallModel.Json.AsSpan(end));
        }

        private static string Join(int[] numbers) => string.Join(',', numbers);
    }
}
