using System.Runtime.CompilerServices;

namespace Levain.Learning.Formats;

// Nearly all of a model is numbers with commas between them. Here they are taken without looking around between each two; what is written otherwise,
// is no number, or may be the last of its array is left where it stands. Optimized at once: a model is often all that a process reads.
internal sealed partial class JsonSource
{
    private const int Short = 32;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Burst(List<float> into, int limit)
    {
        while (true)
        {
            var window = Input.Window(Short);
            var at = 0;
            while (window.Length - at >= Short && into.Count < limit)
            {
                var length = window.Slice(at, Short).IndexOfAny((byte)',', (byte)']');
                if (length < 1 || window[at + length] != ',' || FloatText.Read(window.Slice(at, length)) is not { } value) break;
                into.Add(value);
                at += length + 1;
            }

            if (!Went(at)) return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Burst(List<int> into, int limit)
    {
        while (true)
        {
            var window = Input.Window(Short);
            var at = 0;
            while (window.Length - at >= Short && into.Count < limit)
            {
                var end = at;
                var negative = window[at] == '-';
                if (negative) end++;
                var (first, value) = (end, 0L);
                while (end - first < 10 && window[end] is >= (byte)'0' and <= (byte)'9') value = 10 * value + window[end++] - '0';
                if (end == first || window[end] != ',' || value > int.MaxValue) break;
                into.Add((int)(negative ? -value : value));
                at = end + 1;
            }

            if (!Went(at)) return;
        }
    }

    // A comma was stepped over with each number, so another value must come.
    private bool Went(int count)
    {
        if (count == 0) return false;
        Input.Advance(count);
        if (Next() == ']') throw Error("a value was expected, and `]` found");
        return true;
    }
}
