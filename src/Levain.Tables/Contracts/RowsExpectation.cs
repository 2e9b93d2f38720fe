using System.Globalization;

namespace Levain.Tables;

/// <summary>How many rows a table has.</summary>
public sealed record RowsExpectation : Expectation
{
    public long? AtLeast { get; init; }

    public long? AtMost { get; init; }

    internal override void AddTo(ContractPlan plan) => plan.Add(new PlannedCheck
    {
        Count = string.Create(CultureInfo.InvariantCulture, $"CASE WHEN count(*) BETWEEN {AtLeast ?? 0} AND {AtMost ?? long.MaxValue} THEN 0 ELSE 1 END"),
        Says = (_, rows) => string.Create(CultureInfo.InvariantCulture, $"there are {rows} rows, not {Required}"),
    });

    private string Required => (AtLeast, AtMost) switch
    {
        ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"),
        ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"{least} or more"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{AtMost} or fewer"),
    };
}
