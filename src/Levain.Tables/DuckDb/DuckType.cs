namespace Levain.Tables.DuckDb;

/// <summary>A type of DuckDB's, with what it becomes in a <see cref="Table"/>.</summary>
/// <param name="Column">Null when a table cannot hold it.</param>
/// <param name="IsCast">True when values must be cast to <paramref name="Column"/> first.</param>
internal sealed record DuckType(DuckTypeId Id, ColumnType? Column, bool IsCast)
{
    // .NET's decimal has 96 bits and a scale of up to 28.
    private const int WidestScale = 28;

    public static DuckType Read(nint type)
    {
        var id = Native.TypeId(type);
        return id switch
        {
            DuckTypeId.Boolean => Same(id, ColumnType.Bool),
            DuckTypeId.Integer => Same(id, ColumnType.Int32),
            DuckTypeId.BigInt => Same(id, ColumnType.Int64),
            DuckTypeId.Float => Same(id, ColumnType.Float),
            DuckTypeId.Double => Same(id, ColumnType.Double),
            DuckTypeId.Varchar => Same(id, ColumnType.String),
            DuckTypeId.Date => Same(id, ColumnType.Date),
            DuckTypeId.Timestamp => Same(id, ColumnType.Timestamp),
            DuckTypeId.TimestampTz => Same(id, ColumnType.TimestampTz),
            DuckTypeId.TinyInt or DuckTypeId.SmallInt or DuckTypeId.UTinyInt or DuckTypeId.USmallInt or DuckTypeId.Null => Cast(id, ColumnType.Int32),
            // A sum of integers is a HUGEINT: it is checked when it is cast.
            DuckTypeId.UInteger or DuckTypeId.UBigInt or DuckTypeId.HugeInt or DuckTypeId.UHugeInt => Cast(id, ColumnType.Int64),
            DuckTypeId.TimestampS or DuckTypeId.TimestampMs or DuckTypeId.TimestampNs => Cast(id, ColumnType.Timestamp),
            DuckTypeId.Enum or DuckTypeId.Uuid or DuckTypeId.Time or DuckTypeId.TimeTz or DuckTypeId.TimeNs => Cast(id, ColumnType.String),
            DuckTypeId.Decimal => Native.DecimalScale(type) <= WidestScale ? Same(id, ColumnType.Decimal(Native.DecimalWidth(type), Native.DecimalScale(type))) : new(id, null, false),
            DuckTypeId.List => List(id, Native.ListChildType(type), isCast: false),
            DuckTypeId.Array => List(id, Native.ArrayChildType(type), isCast: true),
            DuckTypeId.Struct => Struct(type),
            _ => new(id, null, IsCast: false),
        };
    }

    private static DuckType Same(DuckTypeId id, ColumnType column) => new(id, column, IsCast: false);

    private static DuckType Cast(DuckTypeId id, ColumnType column) => new(id, column, IsCast: true);

    private static DuckType List(DuckTypeId id, nint child, bool isCast)
    {
        var element = Taken(child);
        return new(id, element.Column is { } column ? ColumnType.List(column) : null, isCast || element.IsCast);
    }

    private static DuckType Struct(nint type)
    {
        var fields = Enumerable.Range(0, (int)Native.StructFieldCount(type))
            .Select(index => (Name: Native.TakeText(Native.StructFieldName(type, (ulong)index)), Type: Taken(Native.StructFieldType(type, (ulong)index)))).ToList();
        return new(
            DuckTypeId.Struct,
            fields.Any(field => field.Type.Column is null) ? null : ColumnType.Struct([.. fields.Select(field => new Field(field.Name, field.Type.Column!))]),
            fields.Any(field => field.Type.IsCast));
    }

    private static DuckType Taken(nint type)
    {
        try
        {
            return Read(type);
        }
        finally
        {
            Native.DestroyType(ref type);
        }
    }

    /// <summary>A handle for the type of a column. Whoever asks for it destroys it.</summary>
    public static unsafe nint Handle(ColumnType type)
    {
        switch (type.Kind)
        {
            case ColumnKind.Decimal: return Native.CreateDecimalType((byte)type.Precision, (byte)type.Scale);
            case ColumnKind.List:
            {
                var element = Handle(type.Element!);
                var list = Native.CreateListType(element);
                Native.DestroyType(ref element);
                return list;
            }

            case ColumnKind.Struct:
            {
                var fields = type.Fields!;
                var types = fields.Select(field => Handle(field.Type)).ToArray();
                var names = fields.Select(field => System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8(field.Name)).ToArray();
                nint made;
                fixed (nint* first = types)
                fixed (nint* name = names) made = Native.CreateStructType(first, name, (ulong)types.Length);
                for (var i = 0; i < types.Length; i++)
                {
                    Native.DestroyType(ref types[i]);
                    System.Runtime.InteropServices.Marshal.FreeCoTaskMem(names[i]);
                }

                return made;
            }

            default:
                return Native.CreateType(type.Kind switch
                {
                    ColumnKind.Bool => DuckTypeId.Boolean,
                    ColumnKind.Int32 => DuckTypeId.Integer,
                    ColumnKind.Int64 => DuckTypeId.BigInt,
                    ColumnKind.Float => DuckTypeId.Float,
                    ColumnKind.Double => DuckTypeId.Double,
                    ColumnKind.String => DuckTypeId.Varchar,
                    ColumnKind.Date => DuckTypeId.Date,
                    ColumnKind.Timestamp => DuckTypeId.Timestamp,
                    _ => DuckTypeId.TimestampTz,
                });
        }
    }
}
