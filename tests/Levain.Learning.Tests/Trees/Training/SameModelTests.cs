using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Levain.Numerics;

namespace Levain.Learning.Tests.Trees.Training;

/// <summary>The same data and options give the same bytes.</summary>
public sealed class SameModelTests
{
    // More of them at will: LEVAIN_TREE_SETS.
    private static readonly int Sets = int.Parse(Environment.GetEnvironmentVariable("LEVAIN_TREE_SETS") ?? "60", CultureInfo.InvariantCulture);

    [Fact]
    public void A_model_is_the_same_for_any_number_of_threads()
    {
        var sets =
            from seed in Gen.Choose(0, int.MaxValue)
            from rows in Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(1, 2000))
            from features in Gen.Choose(1, 12)
            select DrawnSet.Of(seed, rows, features);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Sets), Prop.ForAll(sets.ToArbitrary(), set =>
        {
            var one = Digest(set, 1);
            foreach (var threads in new[] { 2, 3, 8 }) Assert.Equal(one, Digest(set, threads));
        }));
    }

    [Fact]
    public void A_sparse_matrix_of_the_same_values_gives_the_same_model()
    {
        var sets =
            from seed in Gen.Choose(0, int.MaxValue)
            from rows in Gen.Choose(1, 500)
            from features in Gen.Choose(1, 12)
            from share in Gen.Choose(1, 9)
            select Thinned(DrawnSet.Of(seed, rows, features), seed, share / 10.0);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Sets), Prop.ForAll(sets.ToArbitrary(), set =>
        {
            var sparse = set with { Training = set.Training with { Features = Sparse(set.Training.Features) }, Validation = set.Validation with { Features = Sparse(set.Validation.Features) } };
            Assert.Equal(Digest(set, 1), Digest(sparse, 3));
        }));
    }

    [Fact]
    public void Work_in_many_pieces_gives_the_same_model_too()
    {
        // More rows than a thread takes at once.
        var set = DrawnSet.Of(12, 70_000, 5);

        Assert.Equal(Digest(set, 1), Digest(set, 3));
    }

    [Fact]
    public void Another_seed_gives_another_model()
    {
        var set = DrawnSet.Of(2, 500, 6) with { };
        var drawn = set with { Options = set.Options with { Rows = 0.5 } };

        Assert.NotEqual(Digest(drawn, 1), Digest(drawn with { Options = drawn.Options with { Seed = 99 } }, 1));
    }

    [Fact]
    public void Watching_a_validation_set_changes_nothing()
    {
        var set = DrawnSet.Of(5, 400, 6);

        Assert.Equal(ModelBytes.Of(Trained.On(set.Training, null, set.Options), set.Validation.Features), Digest(set, 2));
    }

    /// <summary>With only a share of the values left.</summary>
    private static DrawnSet Thinned(DrawnSet set, int seed, double share)
    {
        var random = new CounterRandom((ulong)seed, 17);
        return set with { Training = set.Training with { Features = Thin(set.Training.Features) }, Validation = set.Validation with { Features = Thin(set.Validation.Features) } };

        DenseMatrix Thin(FeatureMatrix matrix) => new(matrix.Features, [.. Enumerable.Range(0, matrix.Features.Count).Select(feature =>
            ((DenseMatrix)matrix).Column(feature).ToArray().Select((value, row) => random.Fork((ulong)feature).Uniform((ulong)row) < share ? value : float.NaN).ToArray())]);
    }

    private static SparseMatrix Sparse(FeatureMatrix matrix)
    {
        List<long> starts = [0];
        List<int> features = [];
        List<float> values = [];
        var row = new float[matrix.Features.Count];
        for (var i = 0; i < matrix.RowCount; i++)
        {
            matrix.CopyRow(i, row);
            for (var feature = 0; feature < row.Length; feature++)
            {
                if (float.IsNaN(row[feature])) continue;
                features.Add(feature);
                values.Add(row[feature]);
            }

            starts.Add(values.Count);
        }

        return new(matrix.Features, [.. starts], [.. features], [.. values]);
    }

    private static string Digest(DrawnSet set, int threads) => ModelBytes.Of(Trained.On(set.Training, set.Validation, set.Options, threads: threads), set.Validation.Features);
}
