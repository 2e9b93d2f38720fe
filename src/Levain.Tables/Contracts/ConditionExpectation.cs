namespace Levain.Tables;

/// <summary>A condition in SQL: over each row, or over the table as a whole.</summary>
public sealed record ConditionExpectation : Expectation
{
    public required string Condition
    {
        get;
        init => field = !string.IsNullOrWhiteSpace(value) ? value : throw new BuildException("a condition of a contract is empty", "write it in SQL, such as `x < y`");
    }

    /// <summary>What it means, or null when the condition speaks for itself.</summary>
    public string? Says { get; init; }

    /// <summary>True when it is about the table as a whole, and not about each row.</summary>
    public bool IsOverall { get; init; }

    // A line of its own: a comment at its end must not reach what follows.
    private string Fails => $"coalesce(NOT (\n{Condition}\n), false)";

    private string Named => Says is null ? $"`{Condition}`" : $"`{Condition}` ({Says})";

    internal override void AddTo(ContractPlan plan) => plan.Add(IsOverall
        ? new PlannedCheck { Count = $"CASE WHEN {Fails} THEN 1 ELSE 0 END", Says = (_, _) => $"{Named} does not hold", Named = $"the condition {Named}", Condition = Condition }
        : new PlannedCheck { Fails = Fails, Says = (count, rows) => $"{Named} does not hold in {PlannedCheck.Part(count, rows)}", Named = $"the condition {Named}", Condition = Condition, Shown = plan.NamedIn(Condition) });
}
