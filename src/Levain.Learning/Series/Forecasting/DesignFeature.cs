namespace Levain.Learning.Forecasting;

/// <summary>One wave of a season or one step of a holiday's window, at each date of the history and of the steps behind it.</summary>
/// <param name="Part">Which season or holiday it belongs to, counted from 0.</param>
internal sealed record DesignFeature(int Part, double Scale, bool IsFactor, double[] Past, double[] Future);
