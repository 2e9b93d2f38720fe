using System.Linq.Expressions;

namespace Levain.Tables;

/// <summary>Makes records of rows, by code that is compiled once for each type.</summary>
internal static class RecordReader<T>
{
    // Both follow from the type alone.
    private static readonly Lazy<RecordShape> Shape = new(() => new RecordShape(typeof(T)), LazyThreadSafetyMode.PublicationOnly);
    private static readonly Lazy<Func<object[], int, T>> Make = new(() => Compile(Shape.Value), LazyThreadSafetyMode.PublicationOnly);

    public static RowView<T> Read(Table table)
    {
        var cells = Shape.Value.Members.Select(member => CellOf(table, member)).ToArray();
        return new(table.RowCount, cells, Make.Value);
    }

    private static object CellOf(Table table, RecordMember member)
    {
        var column = member.ColumnOf(table, typeof(T));
        var cell = Cells.For(member, column)
            ?? throw new BuildException($"column `{column.Name}` is {column.Type}, which `{typeof(T).Name}.{member.Property.Name}` cannot hold without loss", "give the property the column's type, or cast the column in SQL");
        if (column.NullCount > 0 && !member.MayBeNull)
            throw new BuildException($"column `{column.Name}` is null in row {FirstNull(column) + 1}, but `{typeof(T).Name}.{member.Property.Name}` cannot be", "let the property be null with `?`, or leave such rows out");
        return cell;
    }

    private static int FirstNull(TableColumn column)
    {
        var row = 0;
        while (!column.IsNull(row)) row++;
        return row;
    }

    private static Func<object[], int, T> Compile(RecordShape shape)
    {
        var (cells, row) = (Expression.Parameter(typeof(object[]), "cells"), Expression.Parameter(typeof(int), "row"));
        var values = shape.Members.Select((member, i) => Value(member.Property.PropertyType, i)).ToArray();
        var made = shape.Constructor is { } constructor ? Expression.New(constructor, values[..shape.Parameters.Length]) : Expression.New(typeof(T));
        var settings = shape.Settable.Select((member, i) => Expression.Bind(member.Property, values[shape.Parameters.Length + i]));
        return Expression.Lambda<Func<object[], int, T>>(Expression.MemberInit(made, settings), cells, row).Compile();

        Expression Value(Type type, int i) =>
            Expression.Call(Expression.Convert(Expression.ArrayIndex(cells, Expression.Constant(i)), typeof(Cell<>).MakeGenericType(type)), nameof(Cell<int>.At), null, row);
    }
}
