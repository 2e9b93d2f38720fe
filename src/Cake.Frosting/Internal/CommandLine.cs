using Cake.Frosting.Hosting;

namespace Cake.Frosting.Internal;

/// <summary>What was asked for: switches that are declared, with the values that they take, and whatever follows <c>--</c>.</summary>
internal sealed class CommandLine
{
    private readonly Switches switches;
    private readonly List<Argument> given = [];
    // Flags of ours whose names the host uses for switches with a value, given without one.
    private readonly HashSet<string> flags = new(StringComparer.OrdinalIgnoreCase);

    private CommandLine(Switches switches) => this.switches = switches;

    /// <summary>For Cake: every switch under its name, and what follows <c>--</c> under its own names, and as it came under <c>--</c>.</summary>
    public ILookup<string, string> Arguments => given.ToLookup(each => each.Name, each => each.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether one of Frosting's own switches is given; one that the host has taken over is not ours to answer.</summary>
    public bool Asks(string name) => flags.Contains(name) || (switches.IsOwn(name) && Values(name).Any());

    public string? Value(string name) => switches.IsOwn(name) ? Values(name).LastOrDefault() : null;

    public IEnumerable<string> Values(string name) =>
        given.Where(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(each => each.Value);

    public static CommandLine Parse(IEnumerable<string> args, Switches switches)
    {
        var line = new CommandLine(switches);
        var words = new Queue<string>(args);
        while (words.TryDequeue(out var word))
        {
            if (word == "--") line.TakeRest(words);
            else line.Take(word, words);
        }

        return line;
    }

    private void Take(string word, Queue<string> words)
    {
        if (word.Length < 2 || word[0] != '-')
            throw HostException.Usage($"`{word}` is not a switch", $"a target is named with `--target {word}`; arguments for a target go behind `--`");

        var (name, value) = Split(word);
        var found = switches.Find(name) ?? throw HostException.Usage($"unknown switch `{word.Split('=')[0]}`", Nearest.Hint(name, switches.Suggested, "--"));
        if (found.Value is not null && value is null && !HasValue(words) && switches.IsSharedFlag(found.Name))
        {
            flags.Add(found.Name);
            return;
        }

        if (!found.Repeatable && Values(found.Name).Any())
            throw HostException.Usage($"switch `{Switches.Written(found.Name)}` is given twice", "give it once");

        given.Add(new(found.Name, found.Value is null ? None(found, value) : Some(found, value, words)));
    }

    private static string None(HostSwitch found, string? value) =>
        value is null ? "true" : throw HostException.Usage($"switch `{Switches.Written(found.Name)}` takes no value, but has `{value}`", "leave the value out");

    private static string Some(HostSwitch found, string? value, Queue<string> words)
    {
        var written = Switches.Written(found.Name);
        if (value is null && HasValue(words)) value = words.Dequeue();
        if (string.IsNullOrEmpty(value))
            throw HostException.Usage($"switch `{written}` needs a value", $"write `{written} {found.Value}`, or `{written}={found.Value}` for one that begins with a dash");

        if (found.Choices.Count == 0) return value;
        return found.Choices.FirstOrDefault(choice => choice.Equals(value, StringComparison.OrdinalIgnoreCase))
            ?? throw HostException.Usage($"switch `{written}` does not take `{value}`", Nearest.Hint(value, found.Choices));
    }

    // What looks like the next switch is not taken for a value: `--target --dryrun` forgets the target.
    private static bool HasValue(Queue<string> words) => words.TryPeek(out var next) && (next.Length < 2 || next[0] != '-' || char.IsAsciiDigit(next[1]));

    private void TakeRest(Queue<string> words)
    {
        while (words.TryDequeue(out var word))
        {
            given.Add(new("--", word));
            if (word.Length < 2 || word[0] != '-') continue;

            var (name, value) = Split(word);
            given.Add(new(name, value ?? (words.TryPeek(out var next) && !next.StartsWith('-') ? next : "true")));
        }
    }

    private static (string Name, string? Value) Split(string word)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (word.TrimStart('-'), null) : (word[..at].TrimStart('-'), word[(at + 1)..]);
    }

    // A class: sequences of structs are compiled anew at every start.
    private sealed record Argument(string Name, string Value);
}
