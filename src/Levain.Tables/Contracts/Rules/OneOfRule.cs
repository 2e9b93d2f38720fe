using System.Globalization;
using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Values are of a set of texts, or of whole numbers.</summary>
public sealed record OneOfRule : ColumnRule
{
    private const int MostShown = 8;

    public IReadOnlyList<string> Texts { get; init; } = [];

    public IReadOnlyList<long> Numbers { get; init; } = [];

    internal override void AddTo(ContractPlan plan, Field column)
    {
        if (Texts.Count == 0 && Numbers.Count == 0) throw new BuildException($"column `{column.Name}` is to be one of no values", "name them: `OneOf(\"a\", \"b\")`");
        var fits = Texts.Count > 0 ? column.Type.Kind == ColumnKind.String : column.Type.Kind is ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Float or ColumnKind.Double or ColumnKind.Decimal;
        if (!fits)
        {
            plan.Fail($"column `{column.Name}` is {column.Type}, which is none of {Text}");
            return;
        }

        var list = Texts.Count > 0 ? Texts.Select(Sql.Literal) : Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture));
        plan.Add(new PlannedCheck
        {
            Fails = $"coalesce({Sql.Identifier(column.Name)} NOT IN ({string.Join(", ", list)}), false)",
            Shown = [column.Name],
            Says = (count, rows) => $"column `{column.Name}` is none of {Text} in {PlannedCheck.Part(count, rows)}",
        });
    }

    private string Text
    {
        get
        {
            var all = Texts.Count > 0 ? Texts : [.. Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))];
            var shown = string.Join(", ", all.Take(MostShown).Select(value => $"`{value}`"));
            return all.Count <= MostShown ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown} and {all.Count - MostShown} more");
        }
    }
}
