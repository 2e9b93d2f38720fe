namespace Levain.Tables;

/// <summary>Values lie in a range.</summary>
public sealed record RangeRule : ColumnRule
{
    /// <summary>Null when there is no lower end.</summary>
    public Bound? Least { get; init; }

    /// <summary>Null when there is no upper end.</summary>
    public Bound? Most { get; init; }

    /// <summary>True when <see cref="Least"/> itself is too low.</summary>
    public bool IsAboveLeast { get; init; }

    /// <summary>True when <see cref="Most"/> itself is too high.</summary>
    public bool IsBelowMost { get; init; }

    internal override void AddTo(ContractPlan plan, Field column)
    {
        if (new[] { Least, Most }.OfType<Bound>().Any(bound => !Compares(column.Type, bound)))
        {
            plan.Fail($"column `{column.Name}` is {column.Type}, which has no range {Text}");
            return;
        }

        plan.Add(new PlannedCheck
        {
            Fails = $"coalesce({string.Join(" OR ", Broken(column))}, false)",
            Shown = [column.Name],
            Says = (count, rows) => $"column `{column.Name}` is not {Text} in {PlannedCheck.Part(count, rows)}",
        });
    }

    private IEnumerable<string> Broken(Field column)
    {
        var value = DuckDb.Sql.Identifier(column.Name);
        // DuckDB puts NaN above all numbers; here it is nowhere.
        if (column.Type.Kind is ColumnKind.Float or ColumnKind.Double) yield return $"isnan({value})";
        if (column.Type.Kind == ColumnKind.TimestampTz) value = $"({value} AT TIME ZONE 'UTC')";
        if (Least is not null) yield return $"{value} {(IsAboveLeast ? "<=" : "<")} {Least.InSql}";
        if (Most is not null) yield return $"{value} {(IsBelowMost ? ">=" : ">")} {Most.InSql}";
    }

    private string Text => (Least, Most) switch
    {
        ({ } least, { } most) => $"from {least} to {most}",
        ({ } least, null) => IsAboveLeast ? $"above {least}" : $"at least {least}",
        (null, { } most) => IsBelowMost ? $"below {most}" : $"at most {most}",
        _ => "at all",
    };

    private static bool Compares(ColumnType type, Bound bound) => type.Kind switch
    {
        ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Float or ColumnKind.Double or ColumnKind.Decimal => bound.IsNumber,
        ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.TimestampTz => !bound.IsNumber,
        _ => false,
    };
}
