using System.Text;
using Levain.Tables.Statistics;

namespace Levain.Tables.Tests.Statistics;

/// <summary>Statistics as the JSON that they are written as, to compare to the last bit.</summary>
internal static class StatisticsTexts
{
    public static string Of(ColumnStatistics column) => Of(new TableStatistics(column.Rows, [column]));

    public static string Of(TableStatistics statistics) => Encoding.UTF8.GetString(StatisticsJson.ToBytes(statistics));
}
