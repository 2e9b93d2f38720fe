namespace Levain.Learning;

/// <summary>What tuning may choose: some parameters, each chosen on its own.</summary>
/// <example><code>
/// new SearchSpace(
///     Parameter.Whole("max_depth", 4, 100),
///     Parameter.Exponents("learning_rate", -3, -1),
///     Parameter.Choice("grow_policy", "depthwise", "lossguide"))
/// </code></example>
public sealed record SearchSpace
{
    // The columns of a study that are no parameters.
    private static readonly string[] Taken = ["trial", "state", "score", "steps", "error"];

    public SearchSpace(params IReadOnlyList<Parameter> parameters) => Parameters = parameters;

    public IReadOnlyList<Parameter> Parameters { get; init => field = Checked(value); }

    internal int IndexOf(string name)
    {
        for (var i = 0; i < Parameters.Count; i++)
            if (Parameters[i].Name == name) return i;
        throw new BuildException($"there is no parameter `{name}` in the search space", NearestName.Hint(name, [.. Parameters.Select(parameter => parameter.Name)]));
    }

    private static IReadOnlyList<Parameter> Checked(IReadOnlyList<Parameter> parameters)
    {
        if (parameters.Count == 0) throw new BuildException("the search space has no parameters", "name at least one");
        foreach (var parameter in parameters)
        {
            if (string.IsNullOrWhiteSpace(parameter.Name)) throw new BuildException("a parameter has no name", "give it the name of an option");
            if (Taken.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase)) throw new BuildException($"a parameter cannot be called `{parameter.Name}`: the study has a column of that name", "give it another name");
            parameter.Check();
        }

        // A study is a table, and names of columns are the same in capitals.
        if (parameters.GroupBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(named => named.Count() > 1) is { } twice)
            throw new BuildException($"there are two parameters `{twice.Key}` in the search space", "give each a name of its own");
        return [.. parameters];
    }
}
