namespace Levain.Learning.Encoders;

/// <summary>Parts of moments; of those that depend on the day alone, it remembers the days that it saw last.</summary>
internal ref struct DayCache(DatePart part)
{
    // Neighbouring days fall into different places.
    private const int Places = 64;

    private PlacesOfDays days;
    private PlacesOfDays parts;

    public int? Part(long moment)
    {
        if (part is DatePart.Hour or DatePart.Minute or DatePart.Second) return DateParts.Of(part, moment);
        // One more than the day, so that 0 stands for none.
        var day = DateParts.DayOf(moment) + 1;
        var place = (int)(day & (Places - 1));
        if (days[place] == day && day != 0) return (int)parts[place];
        if (DateParts.Of(part, moment) is not { } found) return null;
        (days[place], parts[place]) = (day, found);
        return found;
    }

    [System.Runtime.CompilerServices.InlineArray(Places)]
    private struct PlacesOfDays
    {
        private long first;
    }
}
