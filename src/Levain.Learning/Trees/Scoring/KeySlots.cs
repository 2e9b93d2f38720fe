using System.Runtime.CompilerServices;

namespace Levain.Learning.Scoring;

/// <summary>What a row looks like to the trees: keys of the features that they ask, once for each side to which missing values go.</summary>
/// <remarks>The slots of left-going missing values come first, then those of right-going ones. In a block a slot's rows stand together.</remarks>
internal sealed class KeySlots
{
    /// <summary>How many rows are prepared together.</summary>
    public const int Block = 64;

    private readonly int[] features;
    private readonly int numbers;
    private readonly int[] numberPlaces;
    private readonly int[] categoryPlaces;
    private readonly bool allInOrder;

    public KeySlots(IReadOnlyCollection<(int Feature, bool Category)> questions, int featureCount)
    {
        var asked = questions.Order(Comparer<(int Feature, bool Category)>.Create((one, other) => (one.Category, one.Feature).CompareTo((other.Category, other.Feature)))).ToArray();
        features = [.. asked.Select(ask => ask.Feature)];
        numbers = asked.Count(ask => !ask.Category);
        (numberPlaces, categoryPlaces) = (new int[featureCount], new int[featureCount]);
        numberPlaces.AsSpan().Fill(-1);
        categoryPlaces.AsSpan().Fill(-1);
        for (var i = 0; i < asked.Length; i++) (asked[i].Category ? categoryPlaces : numberPlaces)[asked[i].Feature] = i;
        allInOrder = numbers == featureCount && features.AsSpan(0, numbers).SequenceEqual(Enumerable.Range(0, featureCount).ToArray());
    }

    /// <remarks>Never 0: places of a tree that ask nothing still look at slot 0, whatever it holds.</remarks>
    public int Count => Math.Max(1, 2 * features.Length);

    /// <summary>The features behind the slots, in their order.</summary>
    public ReadOnlySpan<int> Features => features;

    /// <summary>The slot that a question reads.</summary>
    public int Of(TreeNode node) => (node.IsCategorical ? categoryPlaces : numberPlaces)[node.Feature] + (node.MissingLeft ? 0 : features.Length);

    /// <summary>Writes the keys of one row.</summary>
    public void WriteRow(ReadOnlySpan<float> row, Span<int> keys)
    {
        var left = keys[..features.Length];
        var right = keys.Slice(features.Length, features.Length);
        if (allInOrder) OrderKey.Write(row[..numbers], left, right);
        else
            for (var i = 0; i < numbers; i++) OrderKey.Write(row[features[i]], out left[i], out right[i]);
        for (var i = numbers; i < features.Length; i++) CategoryKey.Write(row[features[i]], out left[i], out right[i]);
    }

    /// <summary>Writes the keys of one row of a block, in which a slot's rows stand together.</summary>
    public void WriteRow(ReadOnlySpan<float> row, int at, Span<int> keys)
    {
        for (var i = 0; i < features.Length; i++) WriteValue(i, row[features[i]], at, keys);
    }

    /// <summary>Writes the keys of one of <see cref="Features"/> for the rows of a block.</summary>
    public void WriteColumn(int place, ReadOnlySpan<float> values, Span<int> keys)
    {
        var left = keys[((place) * Block)..];
        var right = keys[((place + features.Length) * Block)..];
        if (place < numbers) OrderKey.Write(values, left, right);
        else
            for (var i = 0; i < values.Length; i++) CategoryKey.Write(values[i], out left[i], out right[i]);
    }

    /// <summary>Writes the keys of a block of which nothing is known.</summary>
    public void WriteMissing(Span<int> keys)
    {
        var (middle, end) = (numbers * Block, features.Length * Block);
        keys[..middle].Fill(OrderKey.MissingLeft);
        keys[middle..end].Fill(CategoryKey.Left);
        keys.Slice(end, middle).Fill(OrderKey.MissingRight);
        keys[(end + middle)..(2 * end)].Fill(CategoryKey.Right);
    }

    /// <summary>Where a feature stands among <see cref="Features"/>, as a number and as a category; -1 where it is not asked as such.</summary>
    public (int Number, int Category) PlacesOf(int feature) => (numberPlaces[feature], categoryPlaces[feature]);

    /// <summary>Writes the keys of one of <see cref="Features"/> for one row of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteValue(int place, float value, int at, Span<int> keys)
    {
        ref var left = ref keys[(place) * Block + at];
        ref var right = ref keys[(place + features.Length) * Block + at];
        if (place < numbers) OrderKey.Write(value, out left, out right);
        else CategoryKey.Write(value, out left, out right);
    }
}
