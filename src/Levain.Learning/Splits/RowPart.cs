namespace Levain.Learning.Splits;

/// <summary>The part that a row falls into.</summary>
internal enum RowPart : byte
{
    /// <summary>No part: the row lies in a gap, or beyond a horizon.</summary>
    None,
    Training,
    Validation,
    Test,
}
