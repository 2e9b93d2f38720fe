using System.Reflection;
using System.Text;
using Cake.Frosting.Hosting;

namespace Cake.Frosting.Internal;

/// <summary>What a host says of itself: its targets, what they depend on, its switches.</summary>
internal static class Listing
{
    /// <summary>The target of a command line that names none.</summary>
    public const string Default = "Default";

    public static string Help(TaskGraph graph, Switches switches)
    {
        var program = Assembly.GetEntryAssembly()?.GetName().Name ?? "build";
        string[] examples = [.. switches.All.Select(each => each.Example).OfType<string>()];
        if (examples.Length == 0) examples = [graph.Tasks.FirstOrDefault() is { } first ? $"--target {Shown(graph).FirstOrDefault(first).Name}" : "--help"];

        return string.Join('\n',
            $"{program} [--target NAME] [switches] [-- arguments of the target]",
            "",
            "targets",
            Targets(graph),
            "",
            "switches",
            Table(switches.All.Select(each => (Written(each, switches), each.Help + (each.Repeatable ? " (repeatable)" : "")))),
            "",
            "for example",
            string.Join('\n', examples.Select(example => $"  {program} {example}")));
    }

    /// <summary>Each target with its description; the one that runs when none is named is marked.</summary>
    public static string Targets(TaskGraph graph)
    {
        var usual = Usual(graph);
        return Table(Shown(graph).Select(task => (task.Name, task.Description + (task == usual ? " (default)" : ""))));
    }

    public static string Tree(TaskGraph graph)
    {
        var text = new StringBuilder();
        var below = graph.Tasks.SelectMany(graph.DependenciesOf).ToHashSet();
        foreach (var task in graph.Tasks.Where(task => !below.Contains(task)).OrderBy(task => !IsDefault(task))) Grow(task, "");
        return text.ToString().TrimEnd('\n');

        void Grow(HostTask task, string indent)
        {
            text.Append(indent).Append(task.Name).Append('\n');
            foreach (var dependency in graph.DependenciesOf(task)) Grow(dependency, indent + "  ");
        }
    }

    // A `Default` that only points at another target is no target that a reader looks for.
    private static IEnumerable<HostTask> Shown(TaskGraph graph) =>
        graph.Tasks.Where(task => !IsDefault(task) || Usual(graph) == task).OrderBy(task => task.Name, StringComparer.OrdinalIgnoreCase);

    private static HostTask? Usual(TaskGraph graph) =>
        graph.Find(Default) is not { } task ? null : !task.HasBody && graph.DependenciesOf(task) is [var only] ? only : task;

    private static bool IsDefault(HostTask task) => task.Name.Equals(Default, StringComparison.OrdinalIgnoreCase);

    // Long aliases are there for those who know them, and would only fill the page.
    private static string Written(HostSwitch one, Switches switches)
    {
        var names = switches.Reach(one).Where(name => name == one.Name || (name.Length == 1 && name != "?")).OrderBy(name => name.Length);
        return string.Join(", ", names.Select(Switches.Written)) + (one.Value is { } value ? $" {value}" : "");
    }

    private static string Table(IEnumerable<(string Name, string Text)> rows)
    {
        (string Name, string Text)[] all = [.. rows];
        if (all.Length == 0) return "  (none)";
        var width = all.Max(row => row.Name.Length);
        return string.Join('\n', all.Select(row => $"  {row.Name.PadRight(width)}  {row.Text}".TrimEnd()));
    }
}
