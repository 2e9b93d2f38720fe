namespace Levain.Bench;

/// <summary>Measures several contenders in turn, so that whatever the machine does beside falls on all of them.</summary>
internal sealed class Race(int rounds)
{
    private readonly List<(string Name, Func<int, double> Measure)> contenders = [];

    /// <param name="measure">Takes the number of the round, in which nothing may be left over from another one.</param>
    public Race Add(string name, Func<int, double> measure)
    {
        contenders.Add((name, measure));
        return this;
    }

    public Race Add(string name, Command command) => Add(name, _ => command.Run());

    /// <summary>The figures of each contender. Round 0 warms up and does not count.</summary>
    public IReadOnlyDictionary<string, Figures> Run()
    {
        var measured = contenders.ToDictionary(contender => contender.Name, _ => new List<double>());
        for (var round = 0; round <= rounds; round++)
            foreach (var (name, measure) in contenders)
            {
                var value = measure(round);
                if (round > 0) measured[name].Add(value);
            }

        return measured.ToDictionary(pair => pair.Key, pair => new Figures(pair.Value));
    }
}
