using Levain.Numerics;

namespace Levain.Tests.Numerics;

public sealed class CounterRandomTests
{
    /// <summary>The known answers that Random123, the authors' own library, publishes (tests/kat_vectors).</summary>
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Philox_gives_its_known_answers(string counter, string key, string answer)
    {
        uint[] c = Words(counter), k = Words(key);

        var (first, second, third, fourth) = Philox.Block(c[0], c[1], c[2], c[3], k[0], k[1]);

        Assert.Equal(answer, $"{first:x8} {second:x8} {third:x8} {fourth:x8}");
    }

    [Fact]
    public void Seed_stream_and_index_are_key_and_counter()
    {
        // The third known answer, read as little-endian pairs of words; the stream stands in the upper half of the counter.
        var random = new CounterRandom(Seed: 0x299f31d0_a4093822, Stream: 0x03707344_13198a2e);

        Assert.Equal(0x94fdcceb_d16cfe09, random.At(0x85a308d3_243f6a88));
    }

    [Fact]
    public void Uniform_numbers_fill_the_unit_interval_evenly()
    {
        var random = new CounterRandom(5);
        var counts = new int[100];
        for (var i = 0ul; i < 100_000; i++) counts[(int)(random.Uniform(i) * 100)]++;

        AssertEven(counts);
        Assert.All(Enumerable.Range(0, 1000), i => Assert.InRange(random.Uniform((ulong)i), 0.0, 0.9999999999999999));
    }

    [Fact]
    public void Numbers_below_a_limit_are_even()
    {
        var random = new CounterRandom(6, 1);
        var counts = new int[7];
        for (var i = 0ul; i < 70_000; i++) counts[random.Below(i, 7)]++;

        AssertEven(counts);
        Assert.Equal(0, random.Below(3, 1));
        Assert.InRange(random.Below(3, int.MaxValue), 0, int.MaxValue - 1);
    }

    [Fact]
    public void A_limit_must_be_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(1).Below(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(1).Below(0, -1));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        var random = new CounterRandom(8);
        const int count = 100_000;
        double mean = 0, square = 0, cube = 0, fourth = 0;
        for (var i = 0ul; i < count; i++)
        {
            var x = random.Normal(i);
            mean += x / count;
            square += x * x / count;
            cube += x * x * x / count;
            fourth += x * x * x * x / count;
        }

        // Five standard errors each.
        Assert.InRange(mean, -0.0158, 0.0158);
        Assert.InRange(square, 1 - 0.0224, 1 + 0.0224);
        Assert.InRange(cube, -0.0613, 0.0613);
        Assert.InRange(fourth, 3 - 0.155, 3 + 0.155);
    }

    [Fact]
    public void Every_order_of_four_is_as_likely()
    {
        var counts = new Dictionary<string, int>();
        for (var stream = 0ul; stream < 24_000; stream++)
        {
            var order = string.Concat(new CounterRandom(9, stream).Permutation(4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        AssertEven([.. counts.Values]);
    }

    [Fact]
    public void A_permutation_has_every_number_once() =>
        Assert.Equal(Enumerable.Range(0, 1000), new CounterRandom(10).Permutation(1000).Order());

    [Fact]
    public void Seeds_streams_forks_and_indexes_all_give_other_numbers()
    {
        var random = new CounterRandom(1, 1);
        ulong[] numbers = [random.At(0), random.At(1), new CounterRandom(2, 1).At(0), new CounterRandom(1, 2).At(0), random.Fork(0).At(0), random.Fork(1).At(0), random.Fork(0).Fork(0).At(0)];

        Assert.Distinct(numbers);
        Assert.Equal(random.Fork(5).At(3), random.Fork(5).At(3));
    }

    /// <summary>Chi-squared within five deviations of its mean.</summary>
    private static void AssertEven(int[] counts)
    {
        var expected = counts.Sum() / (double)counts.Length;
        var chi = counts.Sum(count => (count - expected) * (count - expected) / expected);
        var freedom = counts.Length - 1;
        Assert.InRange(chi, Math.Max(0, freedom - 5 * Math.Sqrt(2.0 * freedom)), freedom + 5 * Math.Sqrt(2.0 * freedom));
    }

    private static uint[] Words(string text) => Array.ConvertAll(text.Split(' '), word => Convert.ToUInt32(word, 16));
}
