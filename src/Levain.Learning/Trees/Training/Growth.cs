namespace Levain.Learning;

/// <summary>Which leaf of a tree is split next.</summary>
public enum Growth
{
    /// <summary>All of a level, then all of the next: balanced trees.</summary>
    DepthWise,

    /// <summary>The one that gains most, up to a number of leaves: deep where it pays.</summary>
    LeafWise,
}
