using System.Text;
using Levain.Testing;

namespace Levain.Learning.Tests.Plots;

/// <summary>Every plot of the gallery under one digest, in processes that differ in what must not matter.</summary>
public sealed class SamePlotsEverywhereTests(ITestOutputHelper output)
{
    // What the other processes are compared with; made once.
    private static readonly Lazy<string> Here = new(() => DigestOfPlots());

    [Fact]
    public void Drawn_again_the_plots_have_the_same_digest()
    {
        var digest = DigestOfPlots();
        output.WriteLine(digest);
        Assert.Equal(digest, DigestOfPlots());
    }

    [Theory]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")]
    [InlineData("LC_ALL", "de_DE.UTF-8")]
    [InlineData("TZ", "Asia/Tokyo")]
    public async Task The_digest_is_the_same_in_another_process(string variable, string value)
    {
        var text = await TestElsewhere.RunAsync(typeof(SamePlotsEverywhereTests), nameof(Drawn_again_the_plots_have_the_same_digest), variable, value, TestContext.Current.CancellationToken);

        Assert.Contains(Here.Value, text, StringComparison.Ordinal);
    }

    private static string DigestOfPlots()
    {
        var all = new StringBuilder();
        foreach (var property in typeof(Gallery).GetProperties().OrderBy(property => property.Name, StringComparer.Ordinal)) all.Append(((Plot)property.GetValue(null)!).ToSvg());
        return Digest.Of(all.ToString()).ToString();
    }
}
