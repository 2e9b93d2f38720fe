namespace Levain.Learning.Linear;

/// <summary>What a weighted sum costs a row, and how that changes with the sum.</summary>
internal abstract class RowErrors
{
    /// <summary>The sum that suits all rows best where every coefficient is 0.</summary>
    public abstract double Start { get; }

    /// <summary>What the intercept of a model is more than the sum of a row of means.</summary>
    public abstract double Shift { get; }

    /// <summary>The weighted losses added up. Puts the slope of each in the place of its sum.</summary>
    /// <param name="room">To work in.</param>
    public abstract double Losses(Span<double> sums, ReadOnlySpan<float> labels, ReadOnlySpan<double> weights, Span<double> room);

    /// <summary>Puts the curvature of each weighted loss in the place of its sum.</summary>
    public abstract void Curvatures(Span<double> sums, ReadOnlySpan<double> weights);
}
