namespace Levain.Tables.Statistics;

/// <summary>How much one column may keep before it is approximated.</summary>
/// <param name="Values">Different values.</param>
/// <param name="TextBytes">Bytes of different texts.</param>
internal sealed record Limits(int Values, int TextBytes)
{
    private const int AllValues = 1 << 25, MostValues = 1 << 20, FewestValues = 1 << 16;
    private const int AllBytes = 1 << 30, MostBytes = 1 << 26, FewestBytes = 1 << 20;

    /// <summary>A million different values for each of some thirty columns, half a gigabyte in all; fewer when there are more columns.</summary>
    public static Limits For(int columns) => new(
        Math.Clamp(AllValues / Math.Max(1, columns), FewestValues, MostValues),
        Math.Clamp(AllBytes / Math.Max(1, columns), FewestBytes, MostBytes));
}
