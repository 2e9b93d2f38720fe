namespace Cake.Frosting.Internal;

/// <summary>The tasks and what each depends on, whole and without a cycle.</summary>
internal sealed class TaskGraph
{
    private readonly Dictionary<string, HostTask> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<HostTask, List<HostTask>> dependencies = [];

    public TaskGraph(IEnumerable<HostTask> tasks)
    {
        var byType = new Dictionary<Type, HostTask>();
        foreach (var task in tasks)
        {
            if (!byType.TryAdd(task.Type, task)) continue; // registered by hand and found in an assembly
            if (!byName.TryAdd(task.Name, task))
                throw HostException.Tasks($"two tasks are called `{task.Name}`: `{byName[task.Name].Type}` and `{task.Type}`", "names do not differ by letter case alone");
            dependencies.Add(task, []);
        }

        foreach (var task in byName.Values)
            foreach (var type in task.DependsOn)
                Connect(task, Known(byType, task, type));
        foreach (var task in byName.Values)
            foreach (var type in task.ComesBefore)
                Connect(Known(byType, task, type), task);

        Order(byName.Values); // which names a cycle in any part, asked for or not
    }

    public IReadOnlyCollection<HostTask> Tasks => byName.Values;

    public IReadOnlyList<HostTask> DependenciesOf(HostTask task) => dependencies[task];

    public HostTask? Find(string name) => byName.GetValueOrDefault(name);

    public HostTask Target(string name) =>
        Find(name) ?? throw HostException.Usage($"unknown target `{name}`", Nearest.Hint(name, byName.Keys));

    /// <summary>The targets behind everything that they depend on, each task once.</summary>
    public IReadOnlyList<HostTask> Order(IEnumerable<HostTask> targets)
    {
        var (done, ordered, path) = (new HashSet<HostTask>(), new List<HostTask>(), new List<HostTask>());
        foreach (var target in targets) Visit(target);
        return ordered;

        void Visit(HostTask task)
        {
            if (path.IndexOf(task) is var start and >= 0) throw Cycle(path[start..]);
            if (!done.Add(task)) return;

            path.Add(task);
            foreach (var dependency in dependencies[task]) Visit(dependency);
            path.RemoveAt(path.Count - 1);
            ordered.Add(task);
        }
    }

    private static HostException Cycle(List<HostTask> path) =>
        HostException.Tasks($"tasks depend on each other in a circle: {string.Join(" -> ", path.Append(path[0]).Select(task => task.Name))}", "take one of these dependencies out");

    private static HostTask Known(Dictionary<Type, HostTask> byType, HostTask task, Type type) =>
        byType.GetValueOrDefault(type) ?? throw HostException.Tasks(
            $"task `{task.Name}` names `{type}`, which is not a task of this host",
            typeof(IFrostingTask).IsAssignableFrom(type)
                ? "make the class public, or add its assembly with `AddAssembly`"
                : $"derive it from `{nameof(FrostingTask)}`");

    private void Connect(HostTask task, HostTask dependency)
    {
        if (!dependencies[task].Contains(dependency)) dependencies[task].Add(dependency);
    }
}
