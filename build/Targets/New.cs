using Cake.Frosting;
using Levain.Host.Output;

namespace Levain.Host.Targets;

[TaskName("New")]
[TaskDescription("make the folder of a new model, with a pipeline that builds")]
public sealed class New : FrostingTask<HostContext>
{
    public override void Run(HostContext context)
    {
        var name = context.Options.Value("name") ?? throw new UsageException("a new model needs a name", "for example `--target New --name churn`");
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || name.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-') || name.EndsWith('-'))
            throw new UsageException($"`{name}` is no name for a model", "use lower-case letters, digits and `-`, such as `demand-forecast`");

        var folder = context.Workspace.FolderOf(name);
        if (Directory.Exists(folder)) throw new BuildException($"models/{name} is there already", "choose another name, or delete the folder first");

        var type = string.Concat(name.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var files = Files(name, type).ToList();
        if (!context.Options.DryRun) Write(folder, files);
        List<string> paths = [.. files.Select(file => $"models/{name}/{file.File}")];
        context.Print(
            () => string.Concat(paths.Select(path => $"{path}\n")) + (context.Options.DryRun ? "" : $"now try: ./build.sh --target Train --model {name}\n"),
            () => JsonOutput.Files(context.Options.DryRun ? "nothing" : "made", paths));
    }

    // A folder appears with all its files or not at all.
    private static void Write(string folder, IEnumerable<(string File, string Text)> files)
    {
        var unfinished = $"{folder}.new";
        Directory.CreateDirectory(unfinished);
        foreach (var (file, text) in files) File.WriteAllText(Path.Combine(unfinished, file), text);
        Directory.Move(unfinished, folder);
    }

    private static IEnumerable<(string File, string Text)> Files(string name, string type) =>
    [
        ($"{type}.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n"),
        ($"{type}Pipeline.cs", $$"""
            using Levain.Numerics;

            namespace {{type}};

            /// <summary>What {{name}} predicts.</summary>
            public sealed class {{type}}Pipeline : Pipeline
            {
                public override IEnumerable<Stage> Compose(BuildProfile profile)
                {
                    var sample = new MakeSample();
                    yield return new Summarize { Numbers = sample };
                }
            }

            /// <summary>Makes the numbers that everything starts from.</summary>
            public sealed record MakeSample : Stage<Text>
            {
                public int Count { get; init; } = 1000;

                public ulong Seed { get; init; } = 17;

                protected override Task<Text> RunAsync(StageContext context)
                {
                    var random = new CounterRandom(Seed);
                    return Task.FromResult(new Text(string.Join('\n', Enumerable.Range(0, Count).Select(i => random.Below((ulong)i, 100)))));
                }
            }

            /// <summary>Says what the numbers are like.</summary>
            public sealed record Summarize : Stage<Text>
            {
                public required Artifact<Text> Numbers { get; init; }

                protected override async Task<Text> RunAsync(StageContext context)
                {
                    var numbers = (await context.ReadAsync(Numbers)).Value.Split('\n').Select(int.Parse).ToList();
                    context.Metric("mean", (double)numbers.Sum() / numbers.Count);
                    return new Text($"{numbers.Count} numbers, {numbers.Sum()} together");
                }
            }

            """),
        ("README.md", $"# {name}\n\nWhat it predicts, from which data, and who may use it.\n"),
    ];
}
