using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Texts match a regular expression from their beginning to their end.</summary>
public sealed record PatternRule : ColumnRule
{
    public required string Pattern { get; init; }

    internal override void AddTo(ContractPlan plan, Field column)
    {
        if (column.Type != ColumnType.String)
        {
            plan.Fail($"column `{column.Name}` is {column.Type}, which matches no pattern");
            return;
        }

        plan.Add(new PlannedCheck
        {
            Fails = $"coalesce(NOT regexp_full_match({Sql.Identifier(column.Name)}, {Sql.Literal(Pattern)}), false)",
            Shown = [column.Name],
            Named = $"the pattern `{Pattern}` of column `{column.Name}`",
            Says = (count, rows) => $"column `{column.Name}` does not match `{Pattern}` in {PlannedCheck.Part(count, rows)}",
        });
    }
}
