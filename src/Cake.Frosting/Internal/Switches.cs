using Cake.Frosting.Hosting;

namespace Cake.Frosting.Internal;

/// <summary>The switches that the command line takes: Frosting's own, and those that the host declares.</summary>
internal sealed class Switches
{
    private static readonly string[] Verbosities = ["quiet", "minimal", "normal", "verbose", "diagnostic", "q", "m", "n", "v", "d"];

    private readonly Dictionary<string, HostSwitch> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<HostSwitch> own;

    public Switches(IEnumerable<HostSwitch> declared)
    {
        HostSwitch[] theirs = [.. declared];
        foreach (var each in theirs)
            foreach (var name in NamesOf(each))
                if (!byName.TryAdd(name, each))
                    throw HostException.Tasks($"switch `{Written(name)}` is declared twice", "give each its own name and aliases");

        // What the host declares under the main name of one of ours is the host's from then on; an alias alone only loses that alias.
        own = [.. Ours().Where(each => !byName.ContainsKey(each.Name))];
        foreach (var each in own)
            foreach (var name in NamesOf(each))
                byName.TryAdd(name, each);

        All = [.. theirs, .. own];
    }

    /// <summary>In the order in which <c>--help</c> shows them.</summary>
    public IReadOnlyList<HostSwitch> All { get; }

    /// <summary>What a misspelt switch may have been meant to be; the shortest aliases are close to everything.</summary>
    public IEnumerable<string> Suggested => byName.Keys.Where(name => name.Length > 3 || Find(name)!.Name == name);

    public HostSwitch? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Whether the name is one of ours that the host has not taken over.</summary>
    public bool IsOwn(string name) => Find(name) is { } found && own.Contains(found);

    /// <summary>Whether the host has taken over the name of one of ours that needs no value: given without one, it still means ours.</summary>
    public bool IsSharedFlag(string name) => !IsOwn(name) && Ours().Any(each => each.Value is null && each.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The names that reach the switch: an alias that another one has taken is not among them.</summary>
    public IEnumerable<string> Reach(HostSwitch one) => NamesOf(one).Where(name => ReferenceEquals(Find(name), one));

    public static string Written(string name) => name.Length == 1 ? $"-{name}" : $"--{name}";

    private static IEnumerable<string> NamesOf(HostSwitch one) => [one.Name, .. one.Aliases];

    private static HostSwitch[] Ours() =>
    [
        new("target", "NAME", "run this target") { Aliases = ["t"], Repeatable = true },
        new("exclusive", null, "run the targets without what they depend on") { Aliases = ["e"] },
        new("dryrun", null, "name the targets that would run, in order, and run nothing") { Aliases = ["noop", "whatif"] },
        new("tree", null, "show what depends on what") { Aliases = ["showtree"] },
        new("description", null, "list the targets") { Aliases = ["descriptions", "showdescription", "showdescriptions"] },
        new("working", "PATH", "run in this directory") { Aliases = ["w"] },
        new("verbosity", "LEVEL", "quiet, minimal, normal, verbose or diagnostic") { Aliases = ["v"], Choices = Verbosities },
        new("version", null, "show the version") { Aliases = ["ver"] },
        new("info", null, "show the versions of all parts"),
        new("help", null, "show this help") { Aliases = ["h", "?"] },
    ];
}
