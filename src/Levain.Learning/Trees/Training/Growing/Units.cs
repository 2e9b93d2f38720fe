namespace Levain.Learning.Training;

/// <summary>How much one unit of quantization is, and how many units one is.</summary>
internal readonly record struct Units
{
    public Units(float gradients, float hessians) =>
        (Gradient, Hessian, HessiansInOne) = (gradients == 0 ? 0 : 1.0 / gradients, hessians == 0 ? 0 : 1.0 / hessians, hessians);

    public double Gradient { get; }

    public double Hessian { get; }

    public double HessiansInOne { get; }
}
