using System.Reflection;
using System.Text;

namespace Levain.Tables;

/// <summary>A property that is a column: its value comes through the constructor or is set.</summary>
internal sealed record RecordMember(PropertyInfo Property, bool MayBeNull)
{
    /// <summary>The property's type, without the question mark.</summary>
    public Type Plain => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    public bool IsNullable => Plain != Property.PropertyType;

    /// <summary>As <c>distance_to_goal</c>: a word begins with a capital behind a small letter or a digit, or before a small letter.</summary>
    public string ColumnName()
    {
        var name = Property.Name;
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var isStart = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (isStart) words.Append('_');
            words.Append(char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }

    /// <summary>The column of a table that this property is.</summary>
    public TableColumn ColumnOf(Table table, Type record)
    {
        if (table.Schema.Contains(Property.Name)) return table[Property.Name];
        TableColumn[] alike = [.. table.Columns.Where(column => Folded(column.Name) == Folded(Property.Name))];
        return alike.Length switch
        {
            1 => alike[0],
            0 => throw new BuildException($"there is no column for `{record.Name}.{Property.Name}`", NearestName.Hint(ColumnName(), [.. table.Schema.Fields.Select(field => field.Name)])),
            _ => throw new BuildException($"both `{alike[0].Name}` and `{alike[1].Name}` could be `{record.Name}.{Property.Name}`", "rename one of the columns"),
        };
    }

    private static string Folded(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
