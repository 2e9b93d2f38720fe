using Levain.Building;
using Levain.Planning;
using Levain.Scheduling;

namespace Levain.Testing;

/// <summary>A workspace in a temporary folder with a hand-turned clock and the real engine. Deleted when disposed.</summary>
/// <example><code>
/// using var workspace = new TestWorkspace();
/// var report = await workspace.BuildAsync(new MyPipeline(), "TrainModel.Depth=7");
/// </code></example>
public sealed class TestWorkspace : IDisposable
{
    private readonly Lazy<Workspace> opened;

    public TestWorkspace()
    {
        Root = Directory.CreateTempSubdirectory("levain-test-").FullName;
        opened = new(() => Workspace.Open(Root, Clock));
    }

    public string Root { get; }

    public ManualClock Clock { get; } = new();

    /// <summary>What the code of each stage is; by default its type name.</summary>
    public NamedStageCodes Codes { get; } = new();

    public BuildSettings Settings { get; set; } = new() { Jobs = 2 };

    public BuildProfile Profile { get; set; } = new();

    /// <summary>What the last build told while it ran.</summary>
    public RecordedEvents Events { get; } = new();

    public Workspace Workspace => opened.Value;

    /// <summary>Plans the pipeline as the model <c>test</c>.</summary>
    public ModelPlan Plan(Pipeline pipeline, params string[] overrides) => Session().Plan(Project(pipeline), Profile, OptionOverrides.Parse(overrides));

    public Task<ModelReport> BuildAsync(Pipeline pipeline, params string[] overrides) => BuildAsync(pipeline, CancellationToken.None, overrides);

    public async Task<ModelReport> BuildAsync(Pipeline pipeline, CancellationToken cancellation, params string[] overrides)
    {
        var session = Session();
        return await session.BuildAsync(session.Plan(Project(pipeline), Profile, OptionOverrides.Parse(overrides)), Events, cancellation).ConfigureAwait(false);
    }

    /// <summary>The text that a stage of the last build made.</summary>
    public string TextOf(ModelReport report, string stage)
    {
        var content = report.Outcomes.Single(outcome => outcome.Stage == stage).Output ?? throw new InvalidOperationException($"stage `{stage}` made nothing");
        return Text.Load(Workspace.Store.OpenArtifact(content)).Value;
    }

    /// <summary>Writes a file of the workspace, with the folders above it.</summary>
    public string Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A stage that was left behind may still write: the system cleans its temporary folder.
        }
    }

    private BuildSession Session() => new(Workspace, Codes, Settings);

    private static ModelProject Project(Pipeline pipeline) => new("test", pipeline);
}
