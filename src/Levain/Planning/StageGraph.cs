using System.Diagnostics.CodeAnalysis;

namespace Levain.Planning;

/// <summary>The stages of one pipeline in an order in which each comes after what it needs. Checked as a whole before anything runs.</summary>
public sealed class StageGraph
{
    private readonly Dictionary<Stage, StageNode> nodes;
    private readonly Dictionary<string, StageNode> byName;

    private StageGraph(Dictionary<Stage, StageNode> nodes, IReadOnlyList<StageNode> order, IReadOnlyList<StageNode> goals)
    {
        this.nodes = nodes;
        byName = order.ToDictionary(node => node.Name, StringComparer.Ordinal);
        Order = order;
        Goals = goals;
    }

    /// <summary>Every stage after the stages that it needs.</summary>
    public IReadOnlyList<StageNode> Order { get; }

    /// <summary>The stages that the pipeline asked for.</summary>
    public IReadOnlyList<StageNode> Goals { get; }

    public StageNode this[Stage stage] => nodes[stage];

    public bool TryFind(string name, [NotNullWhen(true)] out StageNode? node) => byName.TryGetValue(name, out node);

    public IReadOnlyCollection<string> Names => byName.Keys;

    internal static StageGraph Of(IEnumerable<Stage> goals, OptionOverrides? overrides = null, StageReader? reader = null) =>
        new Walk(overrides ?? OptionOverrides.None, reader ?? new StageReader()).Build([.. goals]);

    // Depth first without recursion: a chain of ten thousand stages must not end the stack.
    private sealed class Walk(OptionOverrides overrides, StageReader reader)
    {
        private readonly Dictionary<Stage, StageNode> nodes = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<string, StageNode> byName = new(StringComparer.Ordinal);
        private readonly List<StageNode> order = [];
        private readonly Dictionary<Stage, Visit> open = new(ReferenceEqualityComparer.Instance);
        private readonly Stack<Visit> path = new();

        public StageGraph Build(IReadOnlyList<Stage> goals)
        {
            foreach (var goal in goals)
            {
                Enter(goal);
                while (path.Count > 0) Step(path.Peek());
            }

            return new StageGraph(nodes, order, [.. goals.Select(goal => nodes[goal]).Distinct()]);
        }

        private void Enter(Stage stage)
        {
            if (nodes.ContainsKey(stage)) return;

            var settled = overrides.ApplyTo(stage, reader);
            var parts = reader.Read(settled);
            var visit = new Visit(stage, settled, parts, [.. parts.Inputs.Select(input => input.Origin.Root).OfType<Origin.Made>().Select(made => made.Stage)]);
            open.Add(stage, visit);
            path.Push(visit);
        }

        private void Step(Visit visit)
        {
            if (visit.Next < visit.Needs.Count)
            {
                var need = visit.Needs[visit.Next++];
                if (open.ContainsKey(need)) throw Cycle(need);
                Enter(need);
                return;
            }

            path.Pop();
            open.Remove(visit.Stage);
            Leave(visit);
        }

        private void Leave(Visit visit)
        {
            var node = new StageNode
            {
                Index = order.Count,
                Stage = visit.Settled,
                Parts = visit.Parts,
                Needs = [.. visit.Needs.Select(need => nodes[need]).Distinct()],
            };

            if (byName.TryGetValue(node.Name, out var same))
            {
                if (Difference(same, node) is { } difference)
                    throw new BuildException($"two stages are named `{node.Name}`: {difference}", "give them different labels, such as `new " + node.Stage.GetType().Name + " { Label = \"hockey\", … }`");
                nodes.Add(visit.Stage, same);
                return;
            }

            byName.Add(node.Name, node);
            nodes.Add(visit.Stage, node);
            order.Add(node);
        }

        // Records that say the same are the same stage, however often they were newed up.
        private string? Difference(StageNode left, StageNode right)
        {
            if (left.Stage.GetType() != right.Stage.GetType()) return $"one is a `{left.Stage.GetType().FullName}`, the other a `{right.Stage.GetType().FullName}`";
            var other = Described(right).ToDictionary(StringComparer.Ordinal);
            foreach (var (name, value) in Described(left))
            {
                if (!other.Remove(name, out var second)) return $"only one has `{name}`";
                if (value != second) return $"`{name}` is {value} in one and {second} in the other";
            }

            return other.Count == 0 ? null : $"only one has `{other.Keys.First()}`";
        }

        private IEnumerable<KeyValuePair<string, string>> Described(StageNode node) =>
            node.Parts.Options.Concat(node.Parts.Inputs.Select(input => new KeyValuePair<string, string>(input.Name, Describe(input.Origin))));

        private string Describe(Origin origin) => origin switch
        {
            Origin.Made made => $"stage `{nodes[made.Stage].Name}`",
            Origin.Part { Whole: Origin.Made } part => $"`{part.Path}` of {Describe(part.Whole)}",
            _ => origin.ToString(),
        };

        private BuildException Cycle(Stage back)
        {
            var names = path.TakeWhile(visit => !ReferenceEquals(visit.Stage, back)).Reverse().Select(visit => visit.Stage.Name);
            return new BuildException($"stages need each other: {string.Join(" -> ", names.Prepend(back.Name).Append(back.Name))}");
        }

        private sealed class Visit(Stage stage, Stage settled, StageParts parts, IReadOnlyList<Stage> needs)
        {
            public Stage Stage => stage;

            public Stage Settled => settled;

            public StageParts Parts => parts;

            public IReadOnlyList<Stage> Needs => needs;

            public int Next { get; set; }
        }
    }
}
