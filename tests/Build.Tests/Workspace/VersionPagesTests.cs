using System.Text.Json;

namespace Levain.Host.Tests;

/// <summary>Versions are compared, and shown over time, by the real host.</summary>
[Collection(nameof(BuiltWorkspace))]
public sealed class VersionPagesTests : IDisposable
{
    private readonly BuiltWorkspace workspace;
    private readonly string temporary = Directory.CreateTempSubdirectory("levain-pages-").FullName;

    public VersionPagesTests(BuiltWorkspace workspace)
    {
        this.workspace = workspace;
        Directory.CreateDirectory(Path.Combine(temporary, "remote"));
        Run("Register", "--model", "judged").MustEnd(0);
        Run("Register", "--model", "judged", "--set", "TrainLogistic.Options.L2=0.1").MustEnd(0);
    }

    public void Dispose() => Directory.Delete(temporary, recursive: true);

    [Fact]
    public void Two_versions_are_compared_by_options_metrics_and_code()
    {
        var text = Run("Diff", "--group", "judged", "--from", "1", "--to", "2").MustEnd(0);
        using var json = JsonDocument.Parse(Run("Diff", "--group", "judged", "--from", "1", "--to", "2", "--json").MustEnd(0).Output);

        var rows = json.RootElement.GetProperty("rows").EnumerateArray().ToDictionary(row => (row.GetProperty("kind").GetString(), row.GetProperty("name").GetString()));
        Assert.Equal("levain.compare/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal(("1", "0.1", true), (Text(rows, "option", "TrainLogistic.Options.L2", "old"), Text(rows, "option", "TrainLogistic.Options.L2", "new"), rows[("option", "TrainLogistic.Options.L2")].GetProperty("differs").GetBoolean()));
        Assert.False(rows[("origin", "code of TrainLogistic")].GetProperty("differs").GetBoolean());
        var auc = rows[("metric", "logloss")];
        Assert.Equal(auc.GetProperty("new").GetDouble() - auc.GetProperty("old").GetDouble(), auc.GetProperty("change").GetDouble());
        Assert.StartsWith("judged version 1 and version 2\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("option  TrainLogistic.Options.L2", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("code of", text.Output, StringComparison.Ordinal);
        Assert.Empty(text.Errors);
    }

    [Theory]
    [InlineData(0, "nothing differs", "--from", "2")]
    [InlineData(2, "no version of `judged` is `production`", "--to", "2")]
    [InlineData(1, "group `judged` has no version 9", "--from", "9")]
    public void Other_comparisons_are_answered_in_a_sentence(int exitCode, string sentence, string name, string value)
    {
        var run = Run("Diff", "--group", "judged", name, value);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(sentence, run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_show_the_versions_over_time()
    {
        var text = Run("Report", "--model", "judged").MustEnd(0);
        var folder = Path.Combine(temporary, "pages");
        using var json = JsonDocument.Parse(Run("Report", "--model", "judged", "--output", folder, "--json").MustEnd(0).Output);

        Assert.Contains("1 group with 2 versions\n  .levain/reports/quality/index.html\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("<a href=\"../quality/index.html\">Model Quality</a>", workspace.Read(".levain/reports/models/index.html"), StringComparison.Ordinal);
        Assert.Contains("id=\"versions\"", workspace.Read(".levain/reports/models/judged/EvaluateLinear/index.html"), StringComparison.Ordinal);
        Assert.Contains("judged", workspace.Read(".levain/reports/quality/index.html"), StringComparison.Ordinal);
        using var quality = JsonDocument.Parse(workspace.Read(".levain/reports/quality/quality.json"));
        Assert.Equal(2, quality.RootElement.GetProperty("groups")[0].GetProperty("versions").GetArrayLength());
        Assert.Contains("<a href=\"quality/index.html\">", File.ReadAllText(Path.Combine(folder, "index.html")), StringComparison.Ordinal);
        Assert.EndsWith("/quality", json.RootElement.GetProperty("quality").GetString(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "quality", "quality.json")));
    }

    [Fact]
    public void A_registry_that_cannot_be_read_keeps_no_report_from_being_written()
    {
        var run = workspace.RunWith([("LEVAIN_REMOTE", "http://127.0.0.1:9/nowhere"), ("LEVAIN_TRACKING", "off")], "--target", "Report", "--model", "judged").MustEnd(0);

        Assert.Contains("the pages say nothing of versions", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("quality", run.Output, StringComparison.Ordinal);
    }

    private HostRun Run(params string[] arguments) => workspace.RunWith([("LEVAIN_REMOTE", Path.Combine(temporary, "remote")), ("LEVAIN_TRACKING", "off"), ("LEVAIN_USER", "anna")], ["--target", .. arguments]);

    private static string? Text(Dictionary<(string?, string?), JsonElement> rows, string kind, string name, string side) => rows[(kind, name)].GetProperty(side).GetString();
}
