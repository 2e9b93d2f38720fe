namespace Levain.Bench;

/// <summary>Runs contenders in turn for time, memory and space.</summary>
/// <remarks>The first round warms up and is not timed: the kernel is asked for the peak of memory in it. Before every run the file system comes to rest.</remarks>
internal sealed class StoreRace(Ground ground, int rounds)
{
    public const string Ours = "ours";

    private readonly Dictionary<string, List<double>> seconds = [], stored = [];
    private readonly Dictionary<string, double> memory = [];
    private readonly Dictionary<string, string> failures = [];

    /// <summary>Why contenders had to give up.</summary>
    public IReadOnlyDictionary<string, string> Failures => failures;

    /// <param name="change">What happens to the source before each round.</param>
    public IReadOnlyDictionary<string, Measured> Run(IReadOnlyList<Contender> contenders, Action<int>? change = null)
    {
        for (var round = 0; round <= rounds; round++)
        {
            change?.Invoke(round);
            foreach (var contender in contenders)
                if (!failures.ContainsKey(contender.Name) && (!contender.Once || round == 1)) Try(contender, round);
        }

        return seconds.Keys.Where(name => !failures.ContainsKey(name)).ToDictionary(name => name, Measured);
    }

    private Measured Measured(string name) => new(
        new Figures(seconds[name]),
        memory.TryGetValue(name, out var peak) ? new Figures([peak]) : null,
        stored.TryGetValue(name, out var bytes) ? new Figures(bytes) : null);

    // A peer that fails is told and left out. We must not fail, except in what is yet to be built.
    private void Try(Contender contender, int round)
    {
        try
        {
            Run(contender, round);
        }
        catch (BuildException error) when (contender.Name != Ours || error.Message.Contains("is not built yet", StringComparison.Ordinal))
        {
            failures[contender.Name] = contender.Name == Ours ? "not built yet" : $"{contender.Name} failed";
            StoreSuite.Say(error.Message);
        }
    }

    private void Run(Contender contender, int round)
    {
        var command = contender.Prepare(round);
        ground.Settle();
        var before = contender.Stores is null ? 0 : Ground.UseOf(contender.Stores());
        if (round > 0) Of(seconds, contender.Name).Add(command.Run());
        else if (contender.IsFloor) command.Run();
        // Nothing is seen of a process that ends at once.
        else if (command.PeakMemory() is > 0 and var peak) memory[contender.Name] = peak;
        if (contender.Stores is not null && round > 0) Of(stored, contender.Name).Add((Ground.UseOf(contender.Stores()) - before) / 1e6);
        contender.After();
    }

    private static List<double> Of(Dictionary<string, List<double>> lists, string name) => lists.TryGetValue(name, out var list) ? list : lists[name] = [];
}
