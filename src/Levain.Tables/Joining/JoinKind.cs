namespace Levain.Tables;

/// <summary>Which rows a join keeps.</summary>
public enum JoinKind
{
    /// <summary>Pairs of rows with equal keys.</summary>
    Inner,

    /// <summary>As inner, and each left row without a partner, with nulls on the right.</summary>
    Left,

    /// <summary>As left, then each right row without a partner, with nulls on the left.</summary>
    Full,

    /// <summary>Left rows that have a partner, once each and without the right columns.</summary>
    Semi,

    /// <summary>Left rows that have no partner, without the right columns.</summary>
    Anti,
}
