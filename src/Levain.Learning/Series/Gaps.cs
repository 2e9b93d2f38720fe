namespace Levain.Learning;

/// <summary>What is done where a series has no value for a step between two others.</summary>
public enum Gaps
{
    /// <summary>The series is refused: filling in is a decision.</summary>
    Refuse,

    /// <summary>The value is 0, as for sales that nobody made.</summary>
    Zero,

    /// <summary>The value is the one before.</summary>
    Previous,
}
