namespace Levain.Tables.Csv;

/// <summary>Dates and moments as ISO 8601 writes them.</summary>
internal static class CsvTimes
{
    private static readonly int FirstDay = new DateOnly(1970, 1, 1).DayNumber;

    public static bool TryDate(ReadOnlySpan<byte> text, CsvNotation notation, out DateOnly value)
    {
        text = text.Trim(" \t"u8);
        if (notation.Date is { } pattern)
        {
            value = default;
            return pattern.TryRead(text, out var parts) && parts.Zone is null && parts.Micros == 0 && TryDay(parts.Year, parts.Month, parts.Day, out value);
        }

        return TryIsoDate(text, out value, out var used) && used == text.Length;
    }

    /// <param name="withZone">Whether the text must have a zone, or must not.</param>
    public static bool TryTimestamp(ReadOnlySpan<byte> text, CsvNotation notation, bool withZone, out Timestamp value)
    {
        value = default;
        text = text.Trim(" \t"u8);
        if (notation.Timestamp is { } pattern)
            return pattern.TryRead(text, out var parts) && parts.Zone is not null == withZone && TryDay(parts.Year, parts.Month, parts.Day, out var day) && Join(day, parts.Micros, parts.Zone ?? 0, out value);

        if (!TryIsoDate(text, out var date, out var used)) return false;
        text = text[used..];
        // A date alone is its first moment.
        if (text.IsEmpty) return !withZone && Join(date, 0, 0, out value);
        if (text[0] is not ((byte)' ' or (byte)'T') || !TryTimeOfDay(text[1..], out var micros, out used)) return false;
        text = text[(1 + used)..];
        if (text.IsEmpty) return !withZone && Join(date, micros, 0, out value);
        return withZone && TryZone(text[0] == ' ' ? text[1..] : text, out var minutes) && Join(date, micros, minutes, out value);
    }

    public static bool TryZone(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text is [(byte)'Z'] or [(byte)'z']) return true;
        if (text.Length is not (3 or 5 or 6) || text[0] is not ((byte)'+' or (byte)'-') || (text.Length == 6 && text[3] != ':')) return false;
        if (!TryDigits(text[1..], 2, out var hours)) return false;
        var more = 0;
        if (text.Length > 3 && !TryDigits(text[^2..], 2, out more)) return false;
        minutes = (hours * 60 + more) * (text[0] == '-' ? -1 : 1);
        return hours < 24 && more < 60;
    }

    public static bool TryDigits(ReadOnlySpan<byte> text, int count, out int value)
    {
        value = 0;
        if (text.Length < count) return false;
        for (var i = 0; i < count; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit > 9) return false;
            value = value * 10 + (int)digit;
        }

        return true;
    }

    private static bool TryIsoDate(ReadOnlySpan<byte> text, out DateOnly value, out int used)
    {
        value = default;
        used = 10;
        return text.Length >= 10 && text[4] == '-' && text[7] == '-'
            && TryDigits(text, 4, out var year) && TryDigits(text[5..], 2, out var month) && TryDigits(text[8..], 2, out var day) && TryDay(year, month, day, out value);
    }

    private static bool TryTimeOfDay(ReadOnlySpan<byte> text, out long micros, out int used)
    {
        (micros, used) = (0, 5);
        if (text.Length < 5 || text[2] != ':' || !TryDigits(text, 2, out var hour) || !TryDigits(text[3..], 2, out var minute) || hour > 23 || minute > 59) return false;
        micros = (hour * 60L + minute) * 60_000_000;
        if (text.Length == 5 || text[5] != ':') return true;
        if (!TryDigits(text[6..], 2, out var second) || second > 59) return false;
        micros += second * 1_000_000L;
        used = 8;
        return text.Length == 8 || text[8] is not ((byte)'.' or (byte)',') || TryFraction(text[9..], ref micros, ref used);
    }

    // Digits behind the sixth would be lost: they must be zeros.
    private static bool TryFraction(ReadOnlySpan<byte> text, ref long micros, ref int used)
    {
        var (unit, count) = (100_000, 0);
        for (; count < text.Length && (uint)(text[count] - '0') <= 9; count++, unit /= 10)
        {
            if (unit == 0 && text[count] != '0') return false;
            micros += unit * (text[count] - '0');
        }

        used = 9 + count;
        return count > 0;
    }

    private static bool TryDay(int year, int month, int day, out DateOnly value)
    {
        value = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        value = new(year, month, day);
        return true;
    }

    private static bool Join(DateOnly day, long micros, int zone, out Timestamp value)
    {
        value = new((day.DayNumber - FirstDay) * 86_400_000_000L + micros - zone * 60_000_000L);
        return true;
    }
}
