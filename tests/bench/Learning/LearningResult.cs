namespace Levain.Bench.Learning;

/// <summary>What one process measured of itself.</summary>
/// <param name="Cold">Seconds of the first run, with nothing warmed up.</param>
/// <param name="Wall">Seconds of the runs behind it, the median.</param>
/// <param name="Cpu">Seconds of processors that one of these took, by all threads.</param>
/// <param name="Numbers">What came out, so that both sides can be compared: coefficients and the intercept behind them, or the metric.</param>
internal sealed record LearningResult(double Cold, double Wall, double Cpu, double[] Numbers);
