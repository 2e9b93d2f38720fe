namespace Levain.Host.Output;

/// <summary>How much a word wants to be seen. Colour only repeats what the word says.</summary>
internal enum Tone
{
    Plain,

    /// <summary>Nothing to see here.</summary>
    Quiet,

    Good,

    /// <summary>Something is to be done.</summary>
    Open,

    Bad,

    Heading,
}

/// <summary>Text in the colour of its tone, or just the text.</summary>
internal static class Paint
{
    public static string Of(string text, Tone tone, bool colour) => colour && tone != Tone.Plain && text.Length > 0 ? $"\e[{Code(tone)}m{text}\e[0m" : text;

    // Numbers of the basic sixteen colours only: every theme, dark or light, makes them readable.
    private static string Code(Tone tone) => tone switch
    {
        Tone.Quiet => "2",
        Tone.Good => "32",
        Tone.Open => "33",
        Tone.Bad => "31",
        _ => "1",
    };
}
