namespace Levain.Tables;

/// <summary>A column of a feature group.</summary>
public sealed record FeatureDefinition(string Name, ColumnType Type)
{
    /// <summary>True when every append must bring it, without nulls. The record identifier and the event time always are.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The type as feature stores tell it.</summary>
    public FeatureType FeatureType => Type.Kind switch
    {
        ColumnKind.Bool or ColumnKind.Int32 or ColumnKind.Int64 => FeatureType.Integral,
        ColumnKind.Float or ColumnKind.Double or ColumnKind.Decimal => FeatureType.Fractional,
        _ => FeatureType.String,
    };

    internal Field Field => new(Name, Type);
}
