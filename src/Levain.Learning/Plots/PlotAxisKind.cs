namespace Levain.Learning;

/// <summary>What the numbers of an axis are.</summary>
public enum PlotAxisKind
{
    Number,

    /// <summary>Whole numbers such as epochs: none between them is written.</summary>
    Whole,

    /// <summary>Equal factors are equally far apart; what is not positive is not drawn.</summary>
    Logarithmic,

    /// <summary>Days as <see cref="DateOnly.DayNumber"/> counts them.</summary>
    Date,
}
