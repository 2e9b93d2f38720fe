using System.Reflection;
using System.Xml.Linq;
using Levain.Testing;

namespace Levain.Tables.Tests;

/// <summary>What others may build on, and what this library builds on.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Whatever_is_public_is_meant_to_be() => Verified.Text(PublicApiText.Of(typeof(Table).Assembly), name: "Levain_Tables");

    [Fact]
    public void Tables_stand_on_the_engine_and_on_no_package()
    {
        var project = XDocument.Load(Path.Combine(TestSource.Root, "src/Levain.Tables/Levain.Tables.csproj"));

        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Equal(["../Levain/Levain.csproj"], project.Descendants("ProjectReference").Select(reference => (string?)reference.Attribute("Include")));
    }

    [Fact]
    public void The_engine_knows_nothing_of_tables() =>
        Assert.DoesNotContain(typeof(Digest).Assembly.GetReferencedAssemblies(), (AssemblyName name) => name.Name == "Levain.Tables");
}
