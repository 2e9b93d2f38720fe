namespace Levain.Testing;

/// <summary>A pipeline written as text: a line for each stage, with what it reads behind the equals sign.</summary>
/// <example><code>
/// shots    = "20 shots"
/// features = shots "with angles"
/// model    = features
/// </code>The goals are the stages that no other reads. The output of a stage is its name with the outputs of what it reads and its own words in brackets.</example>
public sealed class TextPipeline(string graph) : Pipeline
{
    private readonly Dictionary<string, TextStage> stages = new(StringComparer.Ordinal);

    public IReadOnlyList<Gate> WithGates { get; init; } = [];

    public override IEnumerable<Gate> Gates => WithGates;

    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        stages.Clear();
        foreach (var line in graph.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) Add(line);
        var read = stages.Values.SelectMany(stage => stage.Reads).Select(artifact => artifact.Origin).ToHashSet();
        return stages.Values.Where(stage => !read.Contains(new Origin.Made(stage)));
    }

    private void Add(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var name = line[..equals].Trim();
        var quote = line.IndexOf('"', equals);
        var reads = (quote < 0 ? line[(equals + 1)..] : line[(equals + 1)..quote]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        stages.Add(name, new TextStage
        {
            Label = name,
            Words = quote < 0 ? "" : line[quote..].Trim('"'),
            Reads = [.. reads.Select(read => read.Contains('/', StringComparison.Ordinal) ? Artifact.Workspace<Text>(read) : (Artifact<Text>)stages[read])],
        });
    }
}

/// <summary>A stage of a <see cref="TextPipeline"/>, named <c>TextStage[name]</c>.</summary>
public sealed record TextStage : Stage<Text>
{
    public IReadOnlyList<Artifact<Text>> Reads { get; init; } = [];

    public string Words { get; init; } = "";

    protected override async Task<Text> RunAsync(StageContext context)
    {
        var parts = new List<string>();
        foreach (var read in Reads) parts.Add((await context.ReadAsync(read).ConfigureAwait(false)).Value);
        if (Words.Length > 0) parts.Add(Words);
        context.Metric("length", string.Concat(parts).Length);
        return new Text($"{Label}({string.Join(", ", parts)})");
    }
}
