using System.Xml.Linq;
using Levain.Testing;

namespace Levain.Registry.Tests;

/// <summary>What others may build on, and what this library builds on.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Whatever_is_public_is_meant_to_be() => Verified.Text(PublicApiText.Of(typeof(ModelRegistry).Assembly), name: "Levain_Registry");

    [Fact]
    public void The_registry_stands_on_learning_tables_and_the_engine()
    {
        var project = XDocument.Load(Path.Combine(TestSource.Root, "src/Levain.Registry/Levain.Registry.csproj"));

        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Equal(["../Levain/Levain.csproj", "../Levain.Tables/Levain.Tables.csproj", "../Levain.Learning/Levain.Learning.csproj"], project.Descendants("ProjectReference").Select(reference => (string?)reference.Attribute("Include")));
    }

    [Fact]
    public void Learning_knows_nothing_of_the_registry() =>
        Assert.DoesNotContain(typeof(Boosting).Assembly.GetReferencedAssemblies(), name => name.Name == "Levain.Registry");
}
