using System.Reflection;

namespace Levain.Planning;

/// <summary>Options set from outside, as <c>--set Stage.Option=value</c> does. Every one must find its stage and its option.</summary>
public sealed class OptionOverrides
{
    private readonly IReadOnlyList<OptionOverride> overrides;

    private OptionOverrides(IReadOnlyList<OptionOverride> overrides) => this.overrides = overrides;

    public static OptionOverrides None { get; } = new([]);

    /// <summary>The overrides as they were typed.</summary>
    public IEnumerable<string> Texts => overrides.Select(entry => entry.ToString());

    public static OptionOverrides Parse(IEnumerable<string> texts) => new([.. texts.Select(OptionOverride.Parse)]);

    /// <summary>The stage with every override that names it; the stage itself when none does.</summary>
    internal Stage ApplyTo(Stage stage, StageReader reader)
    {
        foreach (var entry in overrides)
            if (entry.Names(stage)) stage = (Stage)Set(stage, entry, depth: 0, reader, stage.Name);
        return stage;
    }

    /// <summary>Refuses overrides that name no stage of any of the <paramref name="graphs"/>.</summary>
    public void MustAllApply(IReadOnlyCollection<StageGraph> graphs)
    {
        foreach (var entry in overrides)
        {
            if (graphs.Any(graph => graph.Order.Any(node => entry.Names(node.Stage)))) continue;
            var names = graphs.SelectMany(graph => graph.Order.SelectMany(node => (string[])[node.Name, node.Stage.GetType().Name])).ToHashSet(StringComparer.Ordinal);
            throw new UsageException($"`--set {entry}` names no stage: there is no `{entry.Stage}`", NearestName.Hint(entry.Stage, names));
        }
    }

    private static object Set(object owner, OptionOverride entry, int depth, StageReader reader, string stage)
    {
        var properties = reader.PropertiesOf(owner.GetType());
        var property = properties.FirstOrDefault(property => string.Equals(property.Name, entry.Path[depth], StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"stage `{stage}` has no option `{string.Join('.', entry.Path)}`", NearestName.Hint(entry.Path[depth], [.. properties.Where(IsOption).Select(each => each.Name)]));
        if (!IsOption(property))
            throw new UsageException($"`{property.Name}` of stage `{stage}` is an input, and inputs cannot be set from the command line");

        object? value;
        if (depth + 1 == entry.Path.Count) value = OptionParser.Parse(entry.Value, property.PropertyType, $"option `{string.Join('.', entry.Path)}` of stage `{stage}`");
        else if (property.GetValue(owner) is { } nested) value = Set(nested, entry, depth + 1, reader, stage);
        else throw new UsageException($"option `{property.Name}` of stage `{stage}` is null: there is no `{entry.Path[depth + 1]}` in it to set");

        var copy = Copy(owner);
        try
        {
            property.SetValue(copy, value);
        }
        catch (TargetInvocationException refused) when (refused.InnerException is BuildException or ArgumentException)
        {
            // Options check themselves where they are set: what they say is for the one who typed the value.
            throw new UsageException($"`--set {entry}`: {refused.InnerException.Message}", (refused.InnerException as BuildException)?.Hint);
        }

        return copy;
    }

    private static bool IsOption(PropertyInfo property) => !property.PropertyType.IsAssignableTo(typeof(Artifact)) && !property.PropertyType.IsAssignableTo(typeof(Stage));

    private static object Copy(object owner) => owner.GetType().IsValueType
        ? owner
        : owner.GetType().GetMethod("<Clone>$")?.Invoke(owner, null) ?? throw new UsageException($"`{owner.GetType().Name}` is no record, so its options cannot be set one by one");
}
