using System.Reflection;
using Levain.Building;

namespace Levain.Host;

/// <summary>The models of the workspace. An assembly is loaded when its model is asked for.</summary>
internal sealed class ModelCatalog(HostFolders folders)
{
    /// <summary>Every model folder, in ordinal order, whether it compiles or not.</summary>
    public IReadOnlyList<string> Names { get; } = [.. folders.Models.Keys.Concat(folders.Broken.Keys).Order(StringComparer.Ordinal)];

    /// <summary>The names that a command line asked for, checked; all when it named none.</summary>
    public IReadOnlyList<string> Select(IReadOnlyList<string> asked)
    {
        foreach (var name in asked)
            if (!Names.Contains(name, StringComparer.Ordinal)) throw new UsageException($"there is no model `{name}`", NearestName.Hint(name, Names));
        return asked.Count == 0 ? Names : [.. asked.Distinct()];
    }

    public ModelProject Load(string name)
    {
        if (folders.Broken.TryGetValue(name, out var log))
            throw new BuildException($"model `{name}` does not compile{FirstError(log)}", $"the compiler's words are in {Path.GetRelativePath(folders.Root, log)}");

        var path = folders.Models[name];
        var pipelines = new ModelContext(path).LoadFromAssemblyPath(path).GetExportedTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Pipeline))).ToList();
        return pipelines switch
        {
            [var only] => new ModelProject(name, Create(name, only)),
            [] => throw new BuildException($"model `{name}` has no pipeline", "write a public class that derives from `Levain.Pipeline`"),
            _ => throw new BuildException($"model `{name}` has {pipelines.Count} pipelines: {string.Join(", ", pipelines.Select(type => $"`{type.Name}`"))}", "keep one in each model folder"),
        };
    }

    /// <summary>The models that can be loaded, and the names of those that cannot.</summary>
    public IReadOnlyList<ModelProject> LoadWhole(out IReadOnlyList<string> broken)
    {
        var (whole, others) = (new List<ModelProject>(), new List<string>());
        foreach (var name in Names)
        {
            try
            {
                whole.Add(Load(name));
            }
            catch (BuildException)
            {
                // Whoever builds the model is told why.
                others.Add(name);
            }
        }

        broken = others;
        return whole;
    }

    private static Pipeline Create(string model, Type type) =>
        type.GetConstructor([]) is null
            ? throw new BuildException($"pipeline `{type.Name}` of model `{model}` has no constructor without parameters")
            : Try(model, type);

    private static Pipeline Try(string model, Type type)
    {
        try
        {
            return (Pipeline)Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is { } inner)
        {
            throw inner as BuildException ?? new BuildException($"the pipeline of model `{model}` cannot be made: {UserCode.Says(inner)}", inner: inner);
        }
    }

    private string FirstError(string log)
    {
        if (!File.Exists(log) || File.ReadLines(log).FirstOrDefault(line => line.Contains(": error ", StringComparison.Ordinal)) is not { } line) return "";
        // MSBuild names the project in brackets at the end, and every file by its full path.
        var end = line.LastIndexOf(" [", StringComparison.Ordinal);
        return $": {(end > 0 ? line[..end] : line).Replace(folders.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Trim()}";
    }
}
