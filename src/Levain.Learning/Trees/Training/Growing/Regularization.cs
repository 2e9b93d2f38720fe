using System.Runtime.CompilerServices;

namespace Levain.Learning.Training;

/// <summary>What a leaf would add and what that would gain, from the sums of its rows.</summary>
/// <remarks>As XGBoost defines it: the weight that makes the second-order loss with its penalties smallest.</remarks>
internal sealed record Regularization(double L1, double L2, double MaxStep, double MinChildWeight, double MinGain)
{
    /// <summary>A gain that is only rounding is none.</summary>
    private const double Nothing = 1e-6;

    public bool IsWorth(double gain) => gain > Nothing && gain >= MinGain;

    public double Weight(double gradient, double hessian)
    {
        if (hessian + L2 <= 0) return 0;
        var weight = -Shrunk(gradient) / (hessian + L2);
        return MaxStep > 0 ? Math.Clamp(weight, -MaxStep, MaxStep) : weight;
    }

    /// <summary>By how much a leaf lowers the loss, in twice its units.</summary>
    public double Gain(double gradient, double hessian)
    {
        if (hessian + L2 <= 0) return 0;
        if (MaxStep > 0) return GainOf(gradient, hessian, Weight(gradient, hessian));
        var shrunk = Shrunk(gradient);
        return shrunk * shrunk / (hessian + L2);
    }

    /// <summary>The gain of a weight that bounds kept from being the best.</summary>
    public double GainOf(double gradient, double hessian, double weight) => -((2 * gradient * weight) + ((hessian + L2) * weight * weight) + (2 * L1 * Math.Abs(weight)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Shrunk(double gradient) => gradient > L1 ? gradient - L1 : gradient < -L1 ? gradient + L1 : 0;
}
