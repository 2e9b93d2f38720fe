using Levain.Numerics;

namespace Levain.Learning.Forecasting;

/// <summary>What a forecaster has learned of one series. Threads may share it.</summary>
internal interface IFittedSeries
{
    /// <summary>What is expected of the steps that follow.</summary>
    void Expect(Span<double> means);

    /// <summary>One future that is possible, from draws of <paramref name="random"/> at any index.</summary>
    void Imagine(CounterRandom random, Span<double> path);
}
