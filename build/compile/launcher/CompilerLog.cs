using System.Text.RegularExpressions;

namespace Levain.Launching;

/// <summary>What MSBuild said.</summary>
internal sealed partial class CompilerLog(string file)
{
    private readonly string[] lines = File.ReadAllLines(file);

    /// <summary>What the compiler said stays said until the sources change; anything else, such as a package that could not be fetched, is tried again.</summary>
    public bool IsFinal => Errors.Any() && Errors.All(line => OfCompiler().IsMatch(line));

    private IEnumerable<string> Errors => lines.Where(line => Error().IsMatch(line));

    public bool Has(string start) => lines.Any(line => line.Contains($"error {start}", StringComparison.Ordinal));

    /// <summary>The lines about one project, or all when none is.</summary>
    public string[] About(string project)
    {
        var about = lines.Where(line => line.Contains($"[{project}", StringComparison.Ordinal)).ToArray();
        return about.Length > 0 ? about : lines;
    }

    /// <summary>The first ten errors, without the root and without the project that MSBuild adds to each.</summary>
    public string Summary(string root)
    {
        var errors = Errors.Select(line => Suffix().Replace(line.Replace(root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), "")).Distinct().ToList();
        if (errors.Count == 0) return string.Join('\n', lines.TakeLast(10));
        if (errors.Count > 10) errors = [.. errors.Take(10), $"… and {errors.Count - 10} more errors"];
        return string.Join('\n', errors.Select(error => "  " + error));
    }

    [GeneratedRegex("error [A-Z]+[0-9]+")]
    private static partial Regex Error();

    [GeneratedRegex("error (CS|CA|RS|IDE)[0-9]+")]
    private static partial Regex OfCompiler();

    [GeneratedRegex(@"( \(https?:[^)]*\))?( \[[^]]*\])?$")]
    private static partial Regex Suffix();
}
