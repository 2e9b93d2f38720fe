using System.Text;

namespace Levain.Tables.Csv;

/// <summary>A notation of dates and times, such as <c>%d/%m/%Y %H:%M</c>.</summary>
internal sealed class TimePattern
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private readonly byte[] pattern;

    public TimePattern(string text)
    {
        pattern = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%') continue;
            i++;
            if (i == pattern.Length || !"YymbdHIpMSfz%"u8.Contains(pattern[i]))
                throw new BuildException($"the time format `{text}` has a `%` that means nothing here", "it knows %Y %y %m %b %d %H %I %p %M %S %f %z and %%");
        }
    }

    /// <param name="Zone">In minutes; null when the text names none.</param>
    public record struct Parts(int Year, int Month, int Day, long Micros, int? Zone);

    public bool TryRead(ReadOnlySpan<byte> text, out Parts parts)
    {
        parts = new(1970, 1, 1, 0, null);
        var (hour, minute, second, micros, half) = (0, 0, 0, 0L, -1);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || pattern[i + 1] == '%')
            {
                if (text.IsEmpty || text[0] != pattern[i]) return false;
                if (pattern[i] == '%') i++;
                text = text[1..];
                continue;
            }

            switch ((char)pattern[++i])
            {
                case 'Y': if (!Take(ref text, 4, 4, out var year)) return false; parts.Year = year; break;
                case 'y': if (!Take(ref text, 2, 2, out var two)) return false; parts.Year = two < 69 ? 2000 + two : 1900 + two; break;
                case 'm': if (!Take(ref text, 1, 2, out var month)) return false; parts.Month = month; break;
                case 'b': if (!TakeMonth(ref text, out var named)) return false; parts.Month = named; break;
                case 'd': if (!Take(ref text, 1, 2, out var day)) return false; parts.Day = day; break;
                case 'H' or 'I': if (!Take(ref text, 1, 2, out hour) || hour > 23) return false; break;
                case 'M': if (!Take(ref text, 2, 2, out minute) || minute > 59) return false; break;
                case 'S': if (!Take(ref text, 2, 2, out second) || second > 59) return false; break;
                case 'f': if (!TakeFraction(ref text, out micros)) return false; break;
                case 'p': if (!TakeHalf(ref text, out half)) return false; break;
                default: if (!TakeZone(ref text, out var zone)) return false; parts.Zone = zone; break;
            }
        }

        if (half >= 0 && (hour < 1 || hour > 12)) return false;
        if (half >= 0) hour = hour % 12 + half;
        parts.Micros = ((hour * 60L + minute) * 60 + second) * 1_000_000 + micros;
        return text.IsEmpty;
    }

    private static bool Take(ref ReadOnlySpan<byte> text, int least, int most, out int value)
    {
        var count = 0;
        while (count < most && count < text.Length && (uint)(text[count] - '0') <= 9) count++;
        if (!CsvTimes.TryDigits(text, count, out value) || count < least) return false;
        text = text[count..];
        return true;
    }

    private static bool TakeFraction(ref ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        var before = text.Length;
        if (!Take(ref text, 1, 6, out var value)) return false;
        micros = value;
        for (var digits = before - text.Length; digits < 6; digits++) micros *= 10;
        return true;
    }

    private static bool TakeMonth(ref ReadOnlySpan<byte> text, out int month)
    {
        month = text.Length < 3 ? 0 : Array.IndexOf(Months, Encoding.UTF8.GetString(text[..3]).ToLowerInvariant()) + 1;
        if (month == 0) return false;
        text = text[3..];
        return true;
    }

    private static bool TakeHalf(ref ReadOnlySpan<byte> text, out int hours)
    {
        hours = 0;
        if (text.Length < 2 || text[1] is not ((byte)'M' or (byte)'m') || text[0] is not ((byte)'A' or (byte)'a' or (byte)'P' or (byte)'p')) return false;
        hours = text[0] is (byte)'P' or (byte)'p' ? 12 : 0;
        text = text[2..];
        return true;
    }

    private static bool TakeZone(ref ReadOnlySpan<byte> text, out int minutes)
    {
        var length = text is [(byte)'Z' or (byte)'z', ..] ? 1 : text.Length >= 6 && text[3] == ':' ? 6 : Math.Min(5, text.Length);
        if (!CsvTimes.TryZone(text[..length], out minutes)) return false;
        text = text[length..];
        return true;
    }
}
