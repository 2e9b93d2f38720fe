using System.Text;
using Levain.Planning;
using Levain.Testing;

namespace Levain.Tests.Building;

public sealed class MeaningTests : IDisposable
{
    private const string File = "models/test/dough.recipe";

    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_file_with_other_bytes_that_means_the_same_is_fresh_and_the_lock_is_left_alone()
    {
        await BuiltAsync("flour water");
        var locked = workspace.Read("models/test/model.lock.json");
        workspace.Write(File, "  flour\n\nwater\n");

        var report = await workspace.BuildAsync(new Kitchen());

        Assert.All(report.Outcomes, outcome => Assert.Equal(StageState.Fresh, outcome.State));
        Assert.False(report.LockWritten);
        Assert.Equal(locked, workspace.Read("models/test/model.lock.json"));
    }

    [Fact]
    public async Task Another_meaning_rebuilds_and_is_named_as_an_input()
    {
        await BuiltAsync("flour water");
        workspace.Write(File, "flour milk");

        var report = await workspace.BuildAsync(new Kitchen());

        Assert.Equal($"input `Recipe` changed from {Words.Digest("flour water").Brief} to {Words.Digest("flour milk").Brief}", report.Outcomes.Single(outcome => outcome.Stage == "Bake").Reason);
    }

    [Fact]
    public async Task The_key_tells_what_is_counted()
    {
        workspace.Write(File, "flour  water");
        await workspace.BuildAsync(new Kitchen());

        var key = workspace.Plan(new Kitchen()).Plan.All.Single(each => each.Node.Name == "Bake").Decision.Key!;

        Assert.Contains(new("input.Recipe", $"words {Words.Digest("flour water")}"), key.Parts);
        Assert.Equal(key.Parts, workspace.Workspace.Actions.Find(key.Digest)!.Key);
    }

    [Fact]
    public async Task A_stage_reads_the_real_bytes()
    {
        await BuiltAsync("flour water");
        workspace.Write(File, "flour\nwater");

        var report = await workspace.BuildAsync(new Kitchen(), "Bake.Minutes=30");

        Assert.Equal("30 minutes: flour\nwater", workspace.TextOf(report, "Bake"));
    }

    [Fact]
    public async Task The_same_file_read_as_a_text_counts_by_its_bytes()
    {
        await BuiltAsync("flour water");
        workspace.Write(File, "flour\nwater");

        var report = await workspace.BuildAsync(new Kitchen { Copied = true });

        Assert.Equal([("Bake", StageState.Fresh), ("Copies", StageState.Stale)], report.Outcomes.Select(outcome => (outcome.Stage, outcome.State)).Order());
    }

    [Fact]
    public async Task An_output_that_is_lost_is_made_again_from_the_file_as_it_is_now()
    {
        var built = await BuiltAsync("flour water");
        workspace.Write(File, "flour\nwater");
        Directory.Delete(Path.Combine(workspace.Root, ".levain", "objects"), recursive: true);

        var report = await workspace.BuildAsync(new Kitchen());

        // The stage shows the bytes, which it should not, so that this test sees which ones it read.
        Assert.Equal("20 minutes: flour\nwater", workspace.TextOf(report, "Bake"));
        Assert.NotEqual(built, report.Outcomes.Single(outcome => outcome.Stage == "Bake").Output!.Value.Digest);
    }

    [Fact]
    public async Task A_file_that_is_edited_while_the_stage_runs_is_not_recorded()
    {
        var file = workspace.Write(File, "flour water");

        var report = await workspace.BuildAsync(new Kitchen { Edited = file });

        Assert.Contains("changed while the stage ran, so nothing is recorded", report.Outcomes.Single(outcome => outcome.Stage == "Bake").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sub_stage_counts_the_meaning_of_its_parents_file()
    {
        workspace.Write(File, "flour water");
        await workspace.BuildAsync(new Kitchen { WithStarter = true });
        workspace.Write(File, "flour\nwater");

        await workspace.BuildAsync(new Kitchen { WithStarter = true }, "Feed.Days=2");

        Assert.Equal(["Built Feed/Bake", "UpToDate Feed/Bake"], workspace.Events.Lines.Where(line => line.EndsWith(" Feed/Bake", StringComparison.Ordinal) && !line.StartsWith("started", StringComparison.Ordinal)));
    }

    [Fact]
    public void Artifacts_of_one_file_and_kind_are_equal_and_of_two_kinds_are_not()
    {
        Assert.Equal(Artifact.Workspace<Words>(File).Origin, Artifact.Workspace<Words>(File).Origin);
        Assert.NotEqual(Artifact.Workspace<Words>(File).Origin, Artifact.Workspace<Text>(File).Origin);
        Assert.Equal($"file `{File}`", Artifact.Workspace<Words>(File).Origin.ToString());
    }

    private async Task<Digest> BuiltAsync(string words)
    {
        workspace.Write(File, words);
        return (await workspace.BuildAsync(new Kitchen())).Outcomes.Single(outcome => outcome.Stage == "Bake").Output!.Value.Digest;
    }

    /// <summary>A text that means its words.</summary>
    private sealed record Words(string Value) : IArtifact<Words>
    {
        public static Meaning? Meaning { get; } = new WordMeaning();

        public static Digest Digest(string words) => Meaning!.Of(Encoding.UTF8.GetBytes(words));

        public void Save(ArtifactWriter output) => new Text(Value).Save(output);

        public static Words Load(ArtifactReader input) => new(Text.Load(input).Value);
    }

    private sealed record WordMeaning : Meaning
    {
        public override string Word => "words";

        public override Digest Of(ReadOnlySpan<byte> content) => Digest.Of(string.Join(' ', Encoding.UTF8.GetString(content).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private sealed record Bake : Stage<Text>
    {
        public Artifact<Words> Recipe { get; init; } = Artifact.Workspace<Words>(File);

        public int Minutes { get; init; } = 20;

        public string? Edits { get; init; }

        protected override async Task<Text> RunAsync(StageContext context)
        {
            var words = await context.ReadAsync(Recipe);
            if (Edits is not null) await System.IO.File.WriteAllTextAsync(Edits, "flour\nwater", context.Cancellation);
            return new Text($"{Minutes} minutes: {words.Value}");
        }
    }

    private sealed record Feed : Stage<Text>
    {
        public Artifact<Words> Recipe { get; init; } = Artifact.Workspace<Words>(File);

        public int Days { get; init; } = 1;

        protected override async Task<Text> RunAsync(StageContext context) =>
            new($"{Days} days: {(await context.ReadAsync(await context.BuildAsync(new Bake { Recipe = Recipe }))).Value}");
    }

    private sealed class Kitchen : Pipeline
    {
        public bool Copied { get; init; }

        public bool WithStarter { get; init; }

        public string? Edited { get; init; }

        public override IEnumerable<Stage> Compose(BuildProfile profile)
        {
            if (WithStarter) return [new Feed()];
            return Copied ? [new Bake(), new Copies { From = Artifact.Workspace<Text>(File) }] : [new Bake { Edits = Edited }];
        }
    }
}
