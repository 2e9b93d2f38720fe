using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Levain.Learning.Scoring;

/// <summary>Answers all questions of a filled tree for many rows at once, from the leaves up to the root, instead of walking down row by row.</summary>
/// <remarks>
/// It asks more questions than walks do, but each reads its rows' keys in one piece, and nothing waits for an address. Two levels go at once: three questions make one value of four.
/// Values are only chosen here, never added, so the width decides no bit.
/// </remarks>
internal static class CompleteLanes<TLanes> where TLanes : struct, IRowLanes<TLanes>
{
    /// <summary>Writes the leaf values of a block's rows to the start of <paramref name="buffer"/>, which has room for a block for every fourth leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Choose(ReadOnlySpan<CompleteNode> tree, ReadOnlySpan<float> leaves, ReadOnlySpan<int> keys, int count, Span<float> buffer)
    {
        ref var node = ref MemoryMarshal.GetReference(tree);
        ref var key = ref MemoryMarshal.GetReference(keys);
        ref var value = ref MemoryMarshal.GetReference(buffer);
        ref var leaf = ref MemoryMarshal.GetReference(leaves);
        var width = leaves.Length / 4;
        for (nuint i = 0; i < (nuint)width; i++)
        {
            var (first, second, third, fourth) = (TLanes.Of(Unsafe.Add(ref leaf, 4 * i)), TLanes.Of(Unsafe.Add(ref leaf, 4 * i + 1)), TLanes.Of(Unsafe.Add(ref leaf, 4 * i + 2)), TLanes.Of(Unsafe.Add(ref leaf, 4 * i + 3)));
            ref var top = ref Unsafe.Add(ref node, (nuint)width + i);
            ref var left = ref Unsafe.Add(ref node, 2 * ((nuint)width + i));
            ref var right = ref Unsafe.Add(ref left, 1);
            var (lastTop, lastLeft, lastRight) = (TLanes.Of(top.Last), TLanes.Of(left.Last), TLanes.Of(right.Last));
            ref var keysTop = ref Unsafe.Add(ref key, (nuint)top.Slot * KeySlots.Block);
            ref var keysLeft = ref Unsafe.Add(ref key, (nuint)left.Slot * KeySlots.Block);
            ref var keysRight = ref Unsafe.Add(ref key, (nuint)right.Slot * KeySlots.Block);
            ref var to = ref Unsafe.Add(ref value, i * KeySlots.Block);
            for (nuint row = 0; row < (nuint)count; row += (nuint)TLanes.Count)
            {
                var one = TLanes.Choose(ref Unsafe.Add(ref keysLeft, row), lastLeft, first, second);
                var other = TLanes.Choose(ref Unsafe.Add(ref keysRight, row), lastRight, third, fourth);
                TLanes.Store(TLanes.Choose(ref Unsafe.Add(ref keysTop, row), lastTop, one, other), ref Unsafe.Add(ref to, row));
            }
        }

        for (; width >= 4; width /= 4)
            for (nuint i = 0; i < (nuint)width / 4; i++) ChooseFour(ref node, ref key, (nuint)width / 4 + i, (nuint)count, ref Unsafe.Add(ref value, 4 * i * KeySlots.Block), ref Unsafe.Add(ref value, i * KeySlots.Block));
        if (width == 2) ChooseTwo(ref Unsafe.Add(ref node, 1), ref key, (nuint)count, ref value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ChooseFour(ref CompleteNode tree, ref int keys, nuint at, nuint count, ref float from, ref float to)
    {
        ref var top = ref Unsafe.Add(ref tree, at);
        ref var left = ref Unsafe.Add(ref tree, 2 * at);
        ref var right = ref Unsafe.Add(ref left, 1);
        var (lastTop, lastLeft, lastRight) = (TLanes.Of(top.Last), TLanes.Of(left.Last), TLanes.Of(right.Last));
        ref var keysTop = ref Unsafe.Add(ref keys, (nuint)top.Slot * KeySlots.Block);
        ref var keysLeft = ref Unsafe.Add(ref keys, (nuint)left.Slot * KeySlots.Block);
        ref var keysRight = ref Unsafe.Add(ref keys, (nuint)right.Slot * KeySlots.Block);
        for (nuint row = 0; row < count; row += (nuint)TLanes.Count)
        {
            ref var value = ref Unsafe.Add(ref from, row);
            var one = TLanes.Choose(ref Unsafe.Add(ref keysLeft, row), lastLeft, TLanes.Load(ref value), TLanes.Load(ref Unsafe.Add(ref value, KeySlots.Block)));
            var other = TLanes.Choose(ref Unsafe.Add(ref keysRight, row), lastRight, TLanes.Load(ref Unsafe.Add(ref value, 2 * KeySlots.Block)), TLanes.Load(ref Unsafe.Add(ref value, 3 * KeySlots.Block)));
            TLanes.Store(TLanes.Choose(ref Unsafe.Add(ref keysTop, row), lastTop, one, other), ref Unsafe.Add(ref to, row));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ChooseTwo(ref CompleteNode root, ref int keys, nuint count, ref float values)
    {
        var last = TLanes.Of(root.Last);
        ref var keysRoot = ref Unsafe.Add(ref keys, (nuint)root.Slot * KeySlots.Block);
        for (nuint row = 0; row < count; row += (nuint)TLanes.Count)
        {
            ref var value = ref Unsafe.Add(ref values, row);
            TLanes.Store(TLanes.Choose(ref Unsafe.Add(ref keysRoot, row), last, TLanes.Load(ref value), TLanes.Load(ref Unsafe.Add(ref value, KeySlots.Block))), ref value);
        }
    }
}
