namespace Levain.Learning;

/// <summary>By how much a metric is higher for one model than for another, and between what that lies.</summary>
/// <param name="Value">The difference on the rows themselves.</param>
/// <param name="PValue">How likely so clear a difference is between models that are equally good: twice the share of draws on the rarer side of 0.</param>
/// <param name="Undefined">How many draws had no value, such as those of one class only; the others make the interval.</param>
public sealed record MetricDifference(double Value, double Lower, double Upper, double PValue, int Undefined);
