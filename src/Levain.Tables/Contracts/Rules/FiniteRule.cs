using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Numbers are neither NaN nor infinite.</summary>
public sealed record FiniteRule : ColumnRule
{
    internal override void AddTo(ContractPlan plan, Field column)
    {
        if (column.Type.Kind is not (ColumnKind.Float or ColumnKind.Double))
        {
            // Every other number is finite.
            plan.Pass();
            return;
        }

        plan.Add(new PlannedCheck
        {
            Fails = $"coalesce(NOT isfinite({Sql.Identifier(column.Name)}), false)",
            Shown = [column.Name],
            Says = (count, rows) => $"column `{column.Name}` is not finite in {PlannedCheck.Part(count, rows)}",
        });
    }
}
