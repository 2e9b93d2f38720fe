namespace Levain.Bench;

/// <summary>What one process measured of itself.</summary>
/// <param name="Cold">Seconds of its first run.</param>
/// <param name="Warm">Seconds of the runs behind it, the median.</param>
/// <param name="PeakBytes">By which its memory grew at most, in the first run.</param>
internal sealed record TableTime(double Cold, double Warm, long PeakBytes, long TableBytes);
