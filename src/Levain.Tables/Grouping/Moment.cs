namespace Levain.Tables;

/// <summary>What is asked of values and their mean.</summary>
internal enum Moment
{
    Mean,
    Variance,
    Deviation,
}
