using Levain.Testing;

namespace Cake.Frosting.Tests;

public sealed class PublicApiTests
{
    /// <summary>Frosting's names are a promise: a host that uses them compiles against the real package too.</summary>
    [Fact]
    public void PublicApi() => Verified.Text(PublicApiText.Of(typeof(CakeHost).Assembly), name: "PublicApi");

    [Fact]
    public void The_assembly_has_the_name_of_the_package_and_knows_nothing_of_the_engine_of_levain()
    {
        var assembly = typeof(CakeHost).Assembly;

        Assert.Equal("Cake.Frosting", assembly.GetName().Name);
        Assert.DoesNotContain(assembly.GetReferencedAssemblies(), reference => reference.Name!.StartsWith("Levain", StringComparison.Ordinal));
    }
}
