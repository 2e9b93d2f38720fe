using Levain.Testing;

namespace Levain.Images.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Whatever_is_public_is_meant_to_be() => Verified.Text(PublicApiText.Of(typeof(Image).Assembly), name: "Levain_Images");

    [Fact]
    public void The_project_needs_the_engine_and_nothing_else() =>
        Assert.Equal(["Levain"], typeof(Image).Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("Microsoft.Win32.Primitives" or "netstandard")));
}
