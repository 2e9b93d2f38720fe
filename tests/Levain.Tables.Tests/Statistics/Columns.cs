using Levain.Tables.Statistics;

namespace Levain.Tables.Tests.Statistics;

/// <summary>Makes columns and tables for tests.</summary>
internal static class Columns
{
    public static TableColumn Of<T>(string name, params T?[] values) where T : unmanaged => Of(name, ColumnType.Of<T>(), values);

    public static TableColumn Of<T>(string name, ColumnType type, params T?[] values) where T : unmanaged
    {
        var builder = (ValueColumnBuilder<T>)ColumnBuilder.For(new Field(name, type));
        foreach (var value in values) builder.Append(value);
        return builder.Build();
    }

    public static TableColumn Lists(string name, params int?[] lengths)
    {
        var builder = new ListColumnBuilder(new Field(name, ColumnType.List(ColumnType.Int32)));
        foreach (var length in lengths)
        {
            for (var i = 0; i < length; i++) ((ValueColumnBuilder<int>)builder.Elements).Append(i);
            if (length is { } there) builder.Append(there);
            else builder.AppendNull();
        }

        return builder.Build();
    }

    public static ColumnStatistics Statistics(TableColumn column) => TableStatistics.Of(new Table([column])).Columns[0];

    public static TableColumn Texts(string name, params string?[] values)
    {
        var builder = new StringColumnBuilder(name);
        foreach (var value in values) builder.Append(value);

        return builder.Build();
    }
}
