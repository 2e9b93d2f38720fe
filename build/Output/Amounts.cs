using System.Globalization;

namespace Levain.Host.Output;

/// <summary>Times and numbers as people read them.</summary>
internal static class Amounts
{
    /// <summary>A time such as <c>0.04 s</c>, <c>1.4 s</c>, <c>2 min 05 s</c> or <c>1 h 03 min</c>.</summary>
    public static string Of(TimeSpan time)
    {
        var culture = CultureInfo.InvariantCulture;
        var seconds = Math.Max(0, time.TotalSeconds);
        if (seconds < 0.995) return string.Create(culture, $"{seconds:0.00} s");
        if (seconds < 59.95) return string.Create(culture, $"{seconds:0.0} s");
        var whole = (long)Math.Round(seconds);
        if (whole < 3600) return string.Create(culture, $"{whole / 60} min {whole % 60:00} s");
        var minutes = (long)Math.Round(seconds / 60);
        return string.Create(culture, $"{minutes / 60} h {minutes % 60:00} min");
    }

    /// <summary>A time that still grows: tenths of a second are all that an eye can follow.</summary>
    public static string SoFar(TimeSpan time) => time.TotalSeconds < 0.995 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s") : Of(time);

    /// <summary>A time that is only guessed, such as <c>8 s</c> or <c>2 min</c>: no more digits than are worth reading.</summary>
    public static string Rough(TimeSpan time)
    {
        var culture = CultureInfo.InvariantCulture;
        var seconds = Math.Max(1, (long)Math.Ceiling(time.TotalSeconds));
        if (seconds < 100) return string.Create(culture, $"{seconds} s");
        var minutes = (seconds + 30) / 60;
        return minutes < 100 ? string.Create(culture, $"{minutes} min") : string.Create(culture, $"{(minutes + 30) / 60} h");
    }

    /// <summary>A number with <paramref name="digits"/> significant digits; whole numbers whole.</summary>
    public static string Of(double value, int digits = 3)
    {
        var culture = CultureInfo.InvariantCulture;
        if (double.IsInteger(value) && Math.Abs(value) < 1e9) return value.ToString("0", culture);
        if (Math.Abs(value) >= 1000 && Math.Abs(value) < 1e9 && digits <= 3) return value.ToString("0.0", culture);
        return value.ToString($"G{digits}", culture);
    }

    /// <summary>The value with as many digits as it takes to see on which side of the limits it lies: 0.69999 is not shown as 0.7 where 0.7 would have passed.</summary>
    public static string Beside(double value, double? least, double? most)
    {
        for (var digits = 3; digits < 17; digits++)
        {
            var text = Of(value, digits);
            var shown = double.Parse(text, CultureInfo.InvariantCulture);
            if (Side(shown, least) == Side(value, least) && Side(shown, most) == Side(value, most)) return text;
        }

        return value.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>An amount of bytes such as <c>512 B</c>, <c>3.4 MiB</c> or <c>120 GiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        if (bytes < 1024) return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
        var (value, unit) = (bytes / 1024.0, 0);
        // What would be shown as 1024 is shown as 1 of the next unit.
        for (; value >= 1023.95 && unit < 4; unit++) value /= 1024;
        var digits = value < 9.95 ? "0.0" : "0";
        return string.Create(CultureInfo.InvariantCulture, $"{value.ToString(digits, CultureInfo.InvariantCulture)} {"KMGTP"[unit]}iB");
    }

    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    public static string Count(int count, string noun, string nouns) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? noun : nouns)}");

    private static int Side(double value, double? limit) => limit is { } bound ? value.CompareTo(bound) : 0;
}
