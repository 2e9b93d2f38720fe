using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Levain.Numerics;

namespace Levain.Learning.Explaining;

/// <summary>What each feature adds on the way to each leaf, for several rows side by side.</summary>
/// <remarks>
/// A leaf's value is given to a set of known features in proportion to the product of 1 or 0 (the row goes there or not) over known and of shares over unknown ones. Shapley values average what
/// a feature changes over all orders in which features become known. If each becomes known at a random time between 0 and 1, that is the integral over time t of the product of
/// share * (1 - t) + answer * t over the other features: a polynomial, so a Gauss rule finds it exactly, adding positive numbers only.
/// Every lane goes through the same operations in the same order, so the width decides no bit.
/// </remarks>
internal static class PathKernel<TLanes> where TLanes : struct, ILanes<TLanes>
{
    /// <summary>How many doubles of scratch the longest path needs.</summary>
    public static int Scratch(int longest) => 4 * longest * TLanes.Count;

    /// <summary>Adds to the contributions, feature by feature, of as many rows as there are lanes.</summary>
    /// <param name="rights">For each question 1 where it is answered right, or 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Contributions(TreePaths tree, GaussRule[] rules, ReadOnlySpan<double> rights, Span<double> scratch, Span<double> contributions)
    {
        ref var right = ref MemoryMarshal.GetReference(rights);
        ref var answers = ref MemoryMarshal.GetReference(scratch);
        foreach (var leaf in tree.Leaves)
        {
            var steps = leaf.Steps;
            ref var sums = ref Unsafe.Add(ref answers, 3 * steps.Length * TLanes.Count);
            Answer(steps, ref right, ref answers);
            Integrate(steps, -1, rules[(steps.Length + 1) / 2], ref answers);
            for (var i = 0; i < steps.Length; i++)
            {
                var at = (nuint)(i * TLanes.Count);
                var change = (TLanes.Load(ref answers, at) - (TLanes)steps[i].Share) * (TLanes)(double)leaf.Value;
                Add(contributions, steps[i].Feature, change * TLanes.Load(ref sums, at));
            }
        }
    }

    /// <summary>Adds to the interactions of pairs of different features, a row of the square for each feature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Interactions(TreePaths tree, GaussRule[] rules, int width, ReadOnlySpan<double> rights, Span<double> scratch, Span<double> interactions)
    {
        ref var right = ref MemoryMarshal.GetReference(rights);
        ref var answers = ref MemoryMarshal.GetReference(scratch);
        foreach (var leaf in tree.Leaves)
        {
            var steps = leaf.Steps;
            ref var sums = ref Unsafe.Add(ref answers, 3 * steps.Length * TLanes.Count);
            Answer(steps, ref right, ref answers);
            for (var one = 0; one < steps.Length; one++)
            {
                Integrate(steps, one, rules[steps.Length / 2], ref answers);
                var change = (TLanes.Load(ref answers, (nuint)(one * TLanes.Count)) - (TLanes)steps[one].Share) * (TLanes)(0.5 * leaf.Value);
                for (var other = one + 1; other < steps.Length; other++)
                {
                    var at = (nuint)(other * TLanes.Count);
                    var both = change * (TLanes.Load(ref answers, at) - (TLanes)steps[other].Share) * TLanes.Load(ref sums, at);
                    Add(interactions, steps[one].Feature * width + steps[other].Feature, both);
                    Add(interactions, steps[other].Feature * width + steps[one].Feature, both);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<double> totals, int place, TLanes value)
    {
        ref var total = ref totals[place * TLanes.Count];
        TLanes.Store(TLanes.Load(ref total, 0) + value, ref total, 0);
    }

    // 1 where the row answers as the leaf needs it.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Answer(TreePaths.Step[] steps, ref double rights, ref double answers)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            TLanes all = 1.0;
            foreach (var answer in steps[i].Answers)
            {
                var asked = TLanes.Load(ref rights, (nuint)((answer < 0 ? ~answer : answer) * TLanes.Count));
                all *= answer < 0 ? (TLanes)1.0 - asked : asked;
            }

            TLanes.Store(all, ref answers, (nuint)(i * TLanes.Count));
        }
    }

    // For each step the integral of the product over all others, but the one left out.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Integrate(TreePaths.Step[] steps, int without, GaussRule rule, ref double answers)
    {
        var size = (nuint)(steps.Length * TLanes.Count);
        ref var factors = ref Unsafe.Add(ref answers, size);
        ref var before = ref Unsafe.Add(ref factors, size);
        ref var sums = ref Unsafe.Add(ref before, size);
        for (var point = 0; point < rule.Points.Length; point++)
        {
            var time = rule.Points[point];
            TLanes product = rule.Weights[point];
            for (var i = 0; i < steps.Length; i++)
            {
                if (i == without) continue;
                var at = (nuint)(i * TLanes.Count);
                var factor = (TLanes)(steps[i].Share * (1.0 - time)) + TLanes.Load(ref answers, at) * (TLanes)time;
                TLanes.Store(factor, ref factors, at);
                TLanes.Store(product, ref before, at);
                product *= factor;
            }

            TLanes behind = 1.0;
            for (var i = steps.Length - 1; i >= 0; i--)
            {
                if (i == without) continue;
                var at = (nuint)(i * TLanes.Count);
                var others = TLanes.Load(ref before, at) * behind;
                TLanes.Store(point == 0 ? others : TLanes.Load(ref sums, at) + others, ref sums, at);
                behind *= TLanes.Load(ref factors, at);
            }
        }
    }
}
