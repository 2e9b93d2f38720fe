namespace Levain.Host.Output;

/// <summary>What a gate asked of a metric and what it got.</summary>
/// <param name="Value">Null when no stage reported the metric.</param>
internal sealed record GateRow(Gate Gate, double? Value, bool Passed)
{
    /// <summary>A line such as <c>gate auc ≥ 0.7: 0.782 passed</c>.</summary>
    public string Text => $"gate {TextWidth.Clean(Gate.Metric)} {Bounds}: {(Value is { } value ? Amounts.Beside(value, Gate.AtLeast, Gate.AtMost) : "not reported,")} {(Passed ? "passed" : "failed")}";

    public string Bounds => (Gate.AtLeast, Gate.AtMost) switch
    {
        ({ } least, { } most) => FormattableString.Invariant($"{least} to {most}"),
        ({ } least, null) => FormattableString.Invariant($"≥ {least}"),
        (null, { } most) => FormattableString.Invariant($"≤ {most}"),
        _ => "any",
    };
}
