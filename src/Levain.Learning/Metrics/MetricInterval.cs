namespace Levain.Learning;

/// <summary>A metric, and between what it lies.</summary>
/// <param name="Value">The metric of the rows themselves.</param>
/// <param name="Undefined">How many draws had no value, such as those of one class only; the interval is that of the others.</param>
public sealed record MetricInterval(double Value, double Lower, double Upper, int Undefined);
