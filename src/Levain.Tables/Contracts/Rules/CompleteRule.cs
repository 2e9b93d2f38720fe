using System.Globalization;
using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Values are there, all or a share of them.</summary>
public sealed record CompleteRule : ColumnRule
{
    /// <summary>From 0 to 1, which is all.</summary>
    public double Share { get; init => field = value is >= 0 and <= 1 ? value : throw new BuildException(string.Create(CultureInfo.InvariantCulture, $"a column cannot be complete by {value}"), "give a share from 0 to 1"); } = 1;

    internal override void AddTo(ContractPlan plan, Field column) => plan.Add(new PlannedCheck
    {
        Fails = $"{Sql.Identifier(column.Name)} IS NULL",
        Shown = [column.Name],
        IsBroken = (missing, rows) => missing > 0 && (rows - missing) / (double)rows < Share,
        Says = (count, rows) => $"column `{column.Name}` is null in {PlannedCheck.Part(count, rows)}{(Share < 1 ? string.Create(CultureInfo.InvariantCulture, $", and {100 * Share:0.####} % must be there") : "")}",
    });
}
