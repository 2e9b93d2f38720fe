namespace Levain.Learning;

/// <summary>What the steps of a series are counted in.</summary>
public enum TimeUnit
{
    Day,
    Week,
    Month,
}
