using Levain.Testing;

namespace Levain.Tests.Testing;

public sealed class VerifiedTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("levain-verified-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_text_as_verified_passes_and_clears_what_an_earlier_run_left()
    {
        File.WriteAllText(Accepted, "one\ntwo\n");
        File.WriteAllText(Received, "old");

        Verified.File("one\r\ntwo", Stem);

        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void A_missing_verified_text_fails_and_leaves_what_came()
    {
        var failure = Assert.Throws<VerificationException>(() => Verified.File("one\r\ntwo\r\n", Stem));

        Assert.StartsWith("`T.verified.txt` does not exist yet", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"cp '{Received}' '{Accepted}'", failure.Message, StringComparison.Ordinal);
        Assert.Equal("one\ntwo\n", File.ReadAllText(Received));
    }

    [Fact]
    public void A_changed_line_is_shown_with_two_lines_around_it_and_no_more()
    {
        File.WriteAllText(Accepted, "a\nb\nc\nd\ne\nf\ng\n");

        var failure = Assert.Throws<VerificationException>(() => Verified.File("a\nb\nc\nD\ne\nf\ng\n", Stem));

        Assert.EndsWith("\n  b\n  c\n- d\n+ D\n  e\n  f\n", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_lies_beside_the_source_of_the_test()
    {
        var beside = TestSource.Beside(SourceOfThisTest(), "VerifiedTests.cs");

        Assert.True(File.Exists(beside), beside);
    }

    private string Stem => Path.Combine(folder.FullName, "T");
    private string Accepted => $"{Stem}.verified.txt";
    private string Received => $"{Stem}.received.txt";

    private static string SourceOfThisTest([System.Runtime.CompilerServices.CallerFilePath] string file = "") => file;
}
