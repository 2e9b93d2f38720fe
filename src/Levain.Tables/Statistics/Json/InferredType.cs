namespace Levain.Tables.Statistics;

/// <summary>The types that Model Monitor knows.</summary>
internal static class InferredType
{
    public const string Integral = "Integral", Fractional = "Fractional", Text = "String", Unknown = "Unknown";

    public static IReadOnlyList<string> All { get; } = [Integral, Fractional, Text, Unknown];

    /// <summary>Truth values, dates and times are texts there; a column without any value is of no known type.</summary>
    public static string Of(ColumnStatistics column) => column.Present == 0 || column.Class == ColumnClass.Nested ? Unknown : column.Class switch
    {
        ColumnClass.Integral => Integral,
        ColumnClass.Fractional => Fractional,
        _ => Text,
    };

    public static ColumnClass Class(string type) => type switch
    {
        Integral => ColumnClass.Integral,
        Fractional => ColumnClass.Fractional,
        Text => ColumnClass.Text,
        _ => ColumnClass.Nested,
    };
}
