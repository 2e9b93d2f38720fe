using Levain.Testing;

namespace Levain.Tests;

/// <summary>What pipelines and hosts compile against: a change here is a change for them.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Levain() => Verified.Text(PublicApiText.Of(typeof(Digest).Assembly), name: "Levain");

    [Fact]
    public void Levain_Testing() => Verified.Text(PublicApiText.Of(typeof(TestWorkspace).Assembly), name: "Levain_Testing");
}
