using System.Xml.Linq;
using Levain.Testing;

namespace Levain.Tests;

/// <summary>References point one way: build, models, libraries, Levain.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void Levain_references_the_base_class_library_only()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Assert.All(typeof(Digest).Assembly.GetReferencedAssemblies(), name => Assert.True(File.Exists(Path.Combine(framework, $"{name.Name}.dll")), name.Name));
    }

    [Fact]
    public void Levain_has_no_package_and_no_project_reference() =>
        Assert.DoesNotContain(XDocument.Load(Path.Combine(TestSource.Root, "src/Levain/Levain.csproj")).Descendants(), element => element.Name.LocalName is "PackageReference" or "ProjectReference");

    [Fact]
    public void Nothing_under_src_references_the_host_or_a_model() =>
        Assert.All(References("src"), reference => Assert.StartsWith("src/", reference.To, StringComparison.Ordinal));

    [Fact]
    public void A_model_references_libraries_and_no_other_model() =>
        Assert.All(References("models"), reference => Assert.StartsWith("src/", reference.To, StringComparison.Ordinal));

    [Fact]
    public void Our_Frosting_knows_nothing_of_Levain() =>
        Assert.DoesNotContain(References("src"), reference => reference.From == "src/Cake.Frosting" && reference.To == "src/Levain");

    [Fact]
    public void No_two_projects_reference_each_other()
    {
        var references = References("src").Concat(References("models")).Concat(References("build")).ToLookup(reference => reference.From, reference => reference.To);
        foreach (var project in references.Select(group => group.Key)) Follow(project, [project]);

        void Follow(string project, IReadOnlyList<string> path)
        {
            foreach (var next in references[project])
            {
                Assert.False(path.Contains(next), $"{string.Join(" -> ", path)} -> {next}");
                Follow(next, [.. path, next]);
            }
        }
    }

    [Fact]
    public void Models_and_learning_are_compiled_under_the_ban_of_libm_and_clocks() =>
        Assert.All(["models/Directory.Build.props", "src/Levain.Learning/Levain.Learning.csproj"], file => Assert.Contains("BannedSymbols.txt", File.ReadAllText(Path.Combine(TestSource.Root, file)), StringComparison.Ordinal));

    private static IEnumerable<(string From, string To)> References(string folder)
    {
        foreach (var project in Directory.EnumerateFiles(Path.Combine(TestSource.Root, folder), "*.csproj", SearchOption.AllDirectories).Where(path => !path.Contains("/obj/", StringComparison.Ordinal)))
            foreach (var reference in XDocument.Load(project).Descendants("ProjectReference").Select(element => (string?)element.Attribute("Include")).OfType<string>())
                yield return (Relative(Path.GetDirectoryName(project)!), Relative(Path.GetDirectoryName(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, reference.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal))))!));
    }

    private static string Relative(string path) => Path.GetRelativePath(TestSource.Root, path).Replace('\\', '/');
}
