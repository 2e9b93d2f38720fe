namespace Levain.Tables;

/// <summary>A column without its rows: a name and a type.</summary>
public sealed record Field(string Name, ColumnType Type)
{
    public override string ToString() => $"{FieldName.InSql(Name)} {Type}";
}
