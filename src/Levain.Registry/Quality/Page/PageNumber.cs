using System.Globalization;

namespace Levain.Registry.Pages;

/// <summary>Numbers and moments as a page shows them.</summary>
internal static class PageNumber
{
    /// <summary>Figures that are compared have as many decimals.</summary>
    public static string Of(double number) => Math.Abs(number) switch
    {
        0 => "0",
        < 0.001 => number.ToString("G4", CultureInfo.InvariantCulture),
        < 10 => number.ToString("0.0000", CultureInfo.InvariantCulture),
        < 1000 => number.ToString("0.00", CultureInfo.InvariantCulture),
        < 1e9 => number.ToString("#,0", CultureInfo.InvariantCulture),
        _ => number.ToString("G5", CultureInfo.InvariantCulture),
    };

    public static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    public static string Moment(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
