namespace Levain.Registry.Mail;

/// <summary>What a mail server answers: a number, and lines of text of which only those that list abilities are looked at.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsDone => Code is >= 200 and < 300;

    public bool GoesOn => Code is >= 300 and < 400;

    /// <summary>Another time it may be different.</summary>
    public bool MayPass => Code is >= 400 and < 500;

    /// <summary>The number, and the finer one of three parts where the server gives it. The text itself is not told: it may repeat what was sent.</summary>
    public string Number => Fine is { } fine ? FormattableString.Invariant($"{Code} {fine}") : FormattableString.Invariant($"{Code}");

    /// <summary>The words of an ability such as <c>AUTH</c>, or null when the server has it not.</summary>
    public IReadOnlyList<string>? Ability(string name)
    {
        foreach (var line in Lines.Skip(1))
        {
            // Some servers of old write `AUTH=LOGIN`.
            var words = line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && words[0].Equals(name, StringComparison.OrdinalIgnoreCase)) return words[1..];
        }

        return null;
    }

    private string? Fine
    {
        get
        {
            var word = Lines.Count == 0 ? "" : Lines[0].Split(' ')[0];
            return word.Length is >= 5 and <= 9 && word.Count(letter => letter == '.') == 2 && word.All(letter => char.IsAsciiDigit(letter) || letter == '.') ? word : null;
        }
    }
}
