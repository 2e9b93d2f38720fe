namespace Levain.Learning;

/// <summary>A place in a tree: a question to a row, or a leaf with an answer.</summary>
/// <remarks>
/// A number goes left when it is less than <see cref="Value"/>. A category goes right when its code is in the set <see cref="Categories"/> of the tree, and left when not.
/// The code is the number without its fraction. A number below 0 (-0.5 too) or from 16777216 on is no code and goes left, as does a code that training never saw: so XGBoost 1.7.4 does it.
/// A missing value goes where <see cref="MissingLeft"/> says.
/// </remarks>
public readonly record struct TreeNode
{
    /// <summary>The child on this side, or -1 at a leaf.</summary>
    public required int Left { get; init; }

    /// <inheritdoc cref="Left"/>
    public required int Right { get; init; }

    /// <summary>Which feature is asked.</summary>
    public int Feature { get; init; }

    /// <summary>The threshold of a question, or what a leaf adds to the margin.</summary>
    public required float Value { get; init; }

    public bool MissingLeft { get; init; }

    /// <summary>The index of the question's set of categories in the tree, or -1.</summary>
    public required int Categories { get; init; }

    /// <summary>By how much the split lowers the loss.</summary>
    public float Gain { get; init; }

    /// <summary>The sum of the Hessians of the training rows that came by.</summary>
    public float Cover { get; init; }

    /// <summary>What the node would add if it were a leaf, before the learning rate.</summary>
    public float Weight { get; init; }

    public bool IsLeaf => Left < 0;

    public bool IsCategorical => Categories >= 0;
}
