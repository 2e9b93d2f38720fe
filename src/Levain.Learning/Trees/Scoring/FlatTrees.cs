namespace Levain.Learning.Scoring;

/// <summary>Trees as arrays to walk through, with leaf values that already count what their tree counts.</summary>
internal abstract class FlatTrees(int[] outputs)
{
    /// <summary>Which output each tree adds to.</summary>
    protected int[] Outputs { get; } = outputs;

    protected bool OneOutput { get; } = outputs.AsSpan().IndexOfAnyExcept(0) < 0;

    /// <summary>Adds the leaf values of one row to its margins, one tree after the other.</summary>
    public abstract void Add(ReadOnlySpan<int> keys, Span<float> margins);

    /// <summary>Adds those of the first <paramref name="count"/> rows of a block, in which a slot's rows stand together.</summary>
    public abstract void AddBlock(ReadOnlySpan<int> keys, int count, int outputCount, Span<float> margins);

    /// <summary>The node at which each of <paramref name="count"/> rows ends, tree by tree; a slot's rows stand <paramref name="stride"/> apart from the next slot's.</summary>
    public void Leaves(ReadOnlySpan<int> keys, int stride, int count, Span<int> leaves)
    {
        for (var row = 0; row < count; row++)
            for (var tree = 0; tree < Outputs.Length; tree++) leaves[row * Outputs.Length + tree] = Leaf(tree, keys[row..], stride);
    }

    /// <summary>The node at which the row ends whose first key comes first.</summary>
    protected abstract int Leaf(int tree, ReadOnlySpan<int> keys, int stride);
}
