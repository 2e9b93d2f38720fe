using FsCheck;
using FsCheck.Fluent;

namespace Levain.Learning.Tests.Trees.Training;

/// <summary>The same data and options give the same bytes.</summary>
public sealed class SameModelTests
{
    [Fact]
    public void A_model_is_the_same_for_any_number_of_threads()
    {
        var sets =
            from seed in Gen.Choose(0, int.MaxValue)
            from rows in Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(1, 2000))
            from features in Gen.Choose(1, 12)
            select DrawnSet.Of(seed, rows, features);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(sets.ToArbitrary(), set =>
        {
            var one = Digest(set, 1);
            foreach (var threads in new[] { 2, 3, 8 }) Assert.Equal(one, Digest(set, threads));
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

    private static string Digest(DrawnSet set, int threads) => ModelBytes.Of(Trained.On(set.Training, set.Validation, set.Options, threads: threads), set.Validation.Features);
}
