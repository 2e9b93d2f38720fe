using Levain.Testing;

namespace Levain.Host.Tests;

/// <summary>What people read, from the first build on.</summary>
[Collection(nameof(BuiltWorkspace))]
public sealed class ReadingTests
{
    private readonly BuiltWorkspace workspace;

    public ReadingTests(BuiltWorkspace workspace)
    {
        this.workspace = workspace;
        File.Delete(workspace.PathOf("models/tea/model.lock.json"));
        if (Directory.Exists(workspace.PathOf(".levain/actions"))) Directory.Delete(workspace.PathOf(".levain/actions"), recursive: true);
    }

    [Fact]
    public void The_first_build()
    {
        var run = Train();

        // Which of two stages is told first is up to the scheduler.
        Verified.Text((run with { Errors = string.Join('\n', run.Errors.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal)) + "\n" }).Text);
    }

    [Fact]
    public void A_build_of_nothing()
    {
        Train();

        Verified.Text(Train().Text);
    }

    [Fact]
    public void Status_of_what_is_stale()
    {
        Train();

        Verified.Text(workspace.Run("--target", "Status", "--model", "tea", "--exit-code", "--set", "Brew[green].Seconds=90").MustEnd(1).Text);
    }

    [Fact]
    public void Why_it_is_stale()
    {
        Train();

        Verified.Text(Undigested(workspace.Run("--target", "Why", "--model", "tea", "--set", "Boil.Degrees=88").MustEnd(0).Text));
    }

    [Fact]
    public void Why_with_all_inputs()
    {
        Train();

        Verified.Text(Undigested(workspace.Run("--target", "Why", "--model", "tea", "--stage", "Brew[green]", "--inputs", "--set", "Brew[green].Seconds=90").MustEnd(0).Text));
    }

    [Fact]
    public void The_help() => Verified.Text(workspace.Run("--help").MustEnd(0).Text);

    [Fact]
    public void The_description() => Verified.Text(workspace.Run("--description").MustEnd(0).Text);

    private HostRun Train() => workspace.Run("--target", "Train", "--model", "tea", "--jobs", "1").MustEnd(0);

    // Keys move with the engine: that they are shown is what counts.
    private static string Undigested(string text) => System.Text.RegularExpressions.Regex.Replace(text, "[0-9a-f]{64}", "‹digest›");
}
