using System.Text;
using Levain.Testing;

namespace Levain.Host.Tests;

/// <summary>Whatever is wrong is said in one sentence, with the right exit code, and nothing is left half-written.</summary>
[Collection(nameof(BuiltWorkspace))]
public sealed class BadInputTests(BuiltWorkspace workspace)
{
    private static readonly string[] RefusedPipelines =
    [
        "cycle", "self", "same name", "compose throws", "compose throws late", "compose refuses", "null stage", "delegate", "stream", "lazy", "snapshot", "gone", "nearly",
        "up", "up and down", "absolute", "empty path", "link out", "link folder out", "tree with a link out", "link loop", "tree with a loop", "fifo", "gate",
    ];

    private static readonly string[] FailingStages =
    [
        "folder as text", "stage throws", "stage refuses", "nothing", "save throws", "load throws", "null output", "escaping output", "absolute output", "backslash output", "twice", "undeclared",
    ];

    private static readonly string[][] BadArguments =
    [
        ["--target", "Trian"],
        ["--target", "Publish"],
        ["Train"],
        ["--trget", "Train"],
        ["--target"],
        ["--model", "te"],
        ["--model", "nothing like it"],
        ["--model"],
        ["--profile", "publik"],
        ["--environment", "test"],
        ["--engine", "sanbox"],
        ["--engine", "slurm"],
        ["--model", "tea", "--set", "Brew.Seconds"],
        ["--model", "tea", "--set", "Seconds=3"],
        ["--model", "tea", "--set", "Brew.=3"],
        ["--model", "tea", "--set", "Brwe.Seconds=3"],
        ["--model", "tea", "--set", "Brew.Second=3"],
        ["--model", "tea", "--set", "Brew.Sedonds=3"],
        ["--model", "tea", "--set", "Brew.Seconds=long"],
        ["--model", "tea", "--set", "Brew.Seconds=3.5"],
        ["--model", "tea", "--set", "Brew.Seconds=99999999999"],
        ["--model", "tea", "--set", "Brew.Leaf=Grean"],
        ["--model", "tea", "--set", "Brew.Leaf=1"],
        ["--model", "tea", "--set", "Brew.Water=hot"],
        ["--model", "tea", "--set", "Brew.Pouring=high"],
        ["--model", "tea", "--set", "Brew.Pouring.Hight=3"],
        ["--model", "tea", "--set", "Brew.Pouring.Height=-3"],
        ["--model", "tea", "--set", "Brew.Second.Height=3"],
        ["--model", "tea", "--set", "Boil.Degrees=101"],
        ["--model", "tea", "--jobs", "0"],
        ["--model", "tea", "--jobs", "-2"],
        ["--model", "tea", "--jobs", "abc"],
        ["--model", "tea", "--memory", "x"],
        ["--model", "tea", "--memory", "-1GiB"],
        ["--model", "tea", "--target", "Why", "--stage", "Bril"],
        ["--model", "tea", "--target", "Graph", "--format", "dot"],
        ["--target", "New"],
        ["--target", "New", "--name", "Churn"],
        ["--target", "New", "--name", "../churn"],
        ["--target", "New", "--name", "churn rate"],
        ["--target", "New", "--name", "7up"],
        ["--target", "Lock", "--profile", "sample"],
        ["--target", "Lock", "--profile", "public", "--snapshot", "harvest"],
        ["--target", "Lock", "--profile", "public", "--source", "x"],
    ];

    private static readonly (string Path, string Text)[] BadLocks =
    [
        ("data.lock.json", "{\n  \"schema\": \"levain.data-lock/1\",\n  \"snapshots\": [\n}\n"),
        ("data.lock.json", "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n"),
        ("data.lock.json", "{\n  \"schema\": \"levain.data-lock/99\",\n  \"snapshots\": []\n}\n"),
        ("data.lock.json", ""),
        ("data.lock.json", "[]\n"),
        ("models/cases/model.lock.json", "{\n  \"schema\": \"levain.model-lock/1\",\n  \"sections\": {\n    \"sample/dev\": nonsense\n}\n"),
        ("models/cases/model.lock.json", "{\n<<<<<<< HEAD\n  \"schema\": \"levain.model-lock/1\",\n=======\n  \"schema\": \"levain.model-lock/1\"\n>>>>>>> other\n}\n"),
        ("models/cases/model.lock.json", "{\n  \"schema\": \"levain.model-lock/99\"\n}\n"),
        ("models/cases/model.lock.json", "\0\0\0\0"),
    ];

    [Fact]
    public void A_pipeline_that_cannot_be_built_is_refused()
    {
        Verified.Text(Table(RefusedPipelines.Select(fault => (fault, workspace.RunWith([("FAULT", fault)], "--target", "Train", "--model", "cases")))));
        Assert.False(File.Exists(workspace.PathOf("models/cases/model.lock.json")), "a lock was written");
    }

    [Fact]
    public void A_stage_that_fails_is_told_with_its_name()
    {
        Verified.Text(Table(FailingStages.Select(fault => (fault, workspace.RunWith([("FAULT", fault)], "--target", "Train", "--model", "cases", "--jobs", "1")))));
        Assert.False(File.Exists(workspace.PathOf("models/cases/model.lock.json")), "a lock was written");
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(workspace.Root)!, "escape.txt", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_wrong_command_line_is_refused_with_the_nearest_name() =>
        // Another test may have made its own model by now.
        Verified.Text(Table(BadArguments.Select(arguments => (string.Join(' ', arguments), workspace.Run(arguments).MustEnd(2)))).Replace("`churn-rate`, ", "", StringComparison.Ordinal));

    [Fact]
    public void A_malformed_lock_is_refused_with_line_and_column() =>
        Verified.Text(Table(BadLocks.Select(each =>
        {
            using var broken = workspace.With(each.Path, each.Text);
            var run = workspace.RunWith([("FAULT", "snapshot")], "--target", "Train", "--model", "cases").MustEnd(1);
            Assert.Equal(each.Text, workspace.Read(each.Path));
            return ($"{each.Path}: {each.Text.Replace("\n", "⏎", StringComparison.Ordinal).Replace('\0', '␀')}", run);
        })));

    [Theory]
    [InlineData("broken", "error: model `broken` does not compile: models/broken/Broken.cs(5,78): error CS0246")]
    [InlineData("nopipeline", "error: model `nopipeline` has no pipeline\n  hint: write a public class that derives from `Levain.Pipeline`")]
    [InlineData("twopipelines", "error: model `twopipelines` has 2 pipelines: `First`, `Second`\n  hint: keep one in each model folder")]
    [InlineData("unmade", "error: the pipeline of model `unmade` cannot be made: TimeoutException: the kettle does not answer (at Unmade.UnmadePipeline..ctor()")]
    public void A_model_that_is_wrong_keeps_no_other_from_its_build(string model, string sentence)
    {
        File.Delete(workspace.PathOf("models/tea/model.lock.json"));

        var beside = workspace.Run("--target", "Train", "--model", "tea", "--model", model).MustEnd(1);
        var alone = workspace.Run("--target", "Train", "--model", model).MustEnd(1);

        Assert.Contains(sentence, beside.Errors, StringComparison.Ordinal);
        Assert.Contains(sentence, alone.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("bug in levain", beside.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(workspace.PathOf("models/tea/model.lock.json")), beside.Errors);
    }

    [Fact]
    public void Names_in_any_script_with_spaces_and_line_breaks_and_empty_files_are_built()
    {
        var first = workspace.RunWith([("FAULT", "names")], "--target", "Train", "--model", "cases", "--jobs", "1").MustEnd(0);

        var again = workspace.RunWith([("FAULT", "names")], "--target", "Train", "--model", "cases").MustEnd(0);

        File.Delete(workspace.PathOf("models/cases/model.lock.json"));
        Assert.Contains("Copy[two lines]", first.Output, StringComparison.Ordinal);
        Assert.Contains("cases: 5 fresh", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/graph.txt")]
    [InlineData("no such folder/graph.txt")]
    [InlineData("models")]
    public void A_graph_that_cannot_be_written_is_an_error(string path)
    {
        var run = workspace.Run("--target", "Graph", "--model", "tea", "--output", path).MustEnd(1);

        Assert.StartsWith($"error: `{path}` cannot be written: ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("\n   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_model_builds_and_is_not_made_twice()
    {
        var made = workspace.Run("--target", "New", "--name", "churn-rate").MustEnd(0);

        var built = workspace.Run("--target", "Train", "--model", "churn-rate").MustEnd(0);
        var again = workspace.Run("--target", "New", "--name", "churn-rate").MustEnd(1);

        Assert.Contains("now try: ./build.sh --target Train --model churn-rate", made.Output, StringComparison.Ordinal);
        Assert.Contains("churn-rate: 2 built", built.Output, StringComparison.Ordinal);
        Assert.Contains("error: models/churn-rate is there already", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_is_written_only_when_somebody_says_so()
    {
        using var pinned = workspace.With("data.lock.json", workspace.Read("data.lock.json"));
        using var source = workspace.With("harvest.txt", "one\n");
        string[] first = ["--target", "Lock", "--profile", "public", "--snapshot", "harvest", "--source", "harvest.txt"], later = ["--target", "Lock", "--profile", "public"];
        var steps = new List<(string, HostRun)>
        {
            ("new, nobody answers", workspace.Run(first).MustEnd(1)),
            ("new, dry run", workspace.Run([.. first, "--dryrun"]).MustEnd(0)),
            ("new", workspace.Run([.. first, "--yes"]).MustEnd(0)),
            ("unchanged", workspace.Run(later).MustEnd(0)),
        };
        var before = workspace.Read("data.lock.json");
        workspace.Write("harvest.txt", "one\ntwo\n");
        steps.Add(("changed, nobody answers", workspace.Run(later).MustEnd(1)));
        Assert.Equal(before, workspace.Read("data.lock.json"));
        steps.Add(("changed", workspace.Run([.. later, "--yes"]).MustEnd(0)));
        File.Delete(workspace.PathOf("harvest.txt"));
        steps.Add(("missing", workspace.Run([.. later, "--yes"]).MustEnd(1)));

        Verified.Text(Table(steps));
    }

    private static string Table(IEnumerable<(string What, HostRun Run)> runs)
    {
        var text = new StringBuilder();
        foreach (var (what, run) in runs)
        {
            Assert.DoesNotContain("\n   at ", run.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("bug in levain", run.Errors, StringComparison.Ordinal);
            text.Append(what).Append(" (").Append(run.ExitCode).Append(")\n");
            foreach (var line in (run.Output.Contains("harvest: ", StringComparison.Ordinal) ? run.Output + run.Errors : run.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                if (!line.StartsWith("started ", StringComparison.Ordinal) && !line.StartsWith("built ", StringComparison.Ordinal) && !line.StartsWith("failed ", StringComparison.Ordinal)) text.Append("  ").Append(line).Append('\n');
        }

        return text.ToString();
    }
}
