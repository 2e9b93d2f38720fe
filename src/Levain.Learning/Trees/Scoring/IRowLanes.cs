namespace Levain.Learning.Scoring;

/// <summary>Several rows side by side, each with a leaf value: what a question does to one row it does to all.</summary>
internal interface IRowLanes<TLanes> where TLanes : struct, IRowLanes<TLanes>
{
    static abstract int Count { get; }

    static abstract TLanes Load(ref float start);

    static abstract TLanes Of(float value);

    static abstract TLanes Of(int last);

    static abstract void Store(TLanes lanes, ref float start);

    /// <summary>Where the key is beyond the last that goes left, what stands right.</summary>
    static abstract TLanes Choose(ref int keys, TLanes last, TLanes left, TLanes right);
}
