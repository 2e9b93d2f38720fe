using System.Xml.Linq;
using Levain.Testing;

namespace Levain.Learning.Tests;

/// <summary>What others may build on, and what this library builds on.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Whatever_is_public_is_meant_to_be() => Verified.Text(PublicApiText.Of(typeof(Boosting).Assembly), name: "Levain_Learning");

    [Fact]
    public void Learning_stands_on_tables_and_the_engine()
    {
        var project = XDocument.Load(Path.Combine(TestSource.Root, "src/Levain.Learning/Levain.Learning.csproj"));

        Assert.Equal(["Microsoft.CodeAnalysis.BannedApiAnalyzers"], project.Descendants("PackageReference").Select(package => (string?)package.Attribute("Include")));
        Assert.Equal(["../Levain/Levain.csproj", "../Levain.Tables/Levain.Tables.csproj"], project.Descendants("ProjectReference").Select(reference => (string?)reference.Attribute("Include")));
    }

    [Fact]
    public void Tables_know_nothing_of_learning() =>
        Assert.DoesNotContain(typeof(Table).Assembly.GetReferencedAssemblies(), name => name.Name == "Levain.Learning");
}
