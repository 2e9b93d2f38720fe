using System.Globalization;

namespace Levain.Bench;

/// <summary>A copy of the sources of a workspace with models of its own, each of a given number of trivial stages in chains of ten.</summary>
internal sealed class GeneratedWorkspace
{
    private static readonly string[] Copied = ["build.sh", "build", "src", "models/Directory.Build.props"];

    private GeneratedWorkspace(string root) => Root = root;

    public string Root { get; }

    public string StoreFolder => Path.Combine(Root, ".levain");

    public static string NameOf(int stages) => string.Create(CultureInfo.InvariantCulture, $"stages{stages}");

    /// <summary>Copies the sources and compiles the host and the models ahead of time.</summary>
    public static GeneratedWorkspace Create(string source, string root, IEnumerable<int> sizes) =>
        Create(source, root, [.. sizes.Select(stages => (NameOf(stages), string.Create(CultureInfo.InvariantCulture, $"Stages{stages}"), Source(stages, "first")))]);

    /// <param name="models">The name, the assembly and the code of each.</param>
    public static GeneratedWorkspace Create(string source, string root, IReadOnlyList<(string Name, string Assembly, string Code)> models)
    {
        foreach (var name in Copied) Copy(Path.Combine(source, name), Path.Combine(root, name));
        foreach (var file in Directory.EnumerateFiles(source))
            if (Path.GetExtension(file) is ".props" or ".targets" or ".json" or ".config" or ".editorconfig" || Path.GetFileName(file) == ".editorconfig") Copy(file, Path.Combine(root, Path.GetFileName(file)));

        var workspace = new GeneratedWorkspace(root);
        foreach (var (name, assembly, code) in models) workspace.AddModel(name, assembly, code);
        workspace.Host("--target", "Status", "--model", models[0].Name).Run();
        return workspace;
    }

    /// <summary>The whole folder with its store in another place.</summary>
    public GeneratedWorkspace CopyTo(string root)
    {
        Directory.CreateDirectory(root);
        // With times and hard links as they are.
        new Command("cp", ["-a", $"{Root}/.", root], Root).Run();
        var copy = new GeneratedWorkspace(root);
        copy.Run("Status");
        return copy;
    }

    public Command Train(int stages, params string[] more) => Host(["--target", "Train", "--model", NameOf(stages), .. more]);

    /// <summary>As after an edit: what is compiled ahead of time follows in the background.</summary>
    public Command TrainJustInTime(int stages) => Train(stages) with { Variables = new Dictionary<string, string> { ["LEVAIN_READYTORUN"] = "off", ["NO_COLOR"] = "1", ["CI"] = "true" } };

    public Command Status(int stages) => Host(["--target", "Status", "--model", NameOf(stages)]);

    /// <summary>Changes a constant in the code of a model's stage.</summary>
    public void Edit(int stages, int round) =>
        File.WriteAllText(SourceOf(NameOf(stages)), Source(stages, string.Create(CultureInfo.InvariantCulture, $"edit {round}")));

    /// <summary>Gets the store out of the way; what is compiled stays.</summary>
    public void EmptyStore(Ground ground)
    {
        var former = ground.NewPath("store");
        Directory.Move(StoreFolder, former);
        Directory.CreateDirectory(StoreFolder);
        Directory.Move(Path.Combine(former, "hosts"), Path.Combine(StoreFolder, "hosts"));
        ground.Discard(former);
    }

    private void Run(params string[] arguments) => Host(["--target", .. arguments]).Run();

    public Command Host(params string[] arguments) => new("bash", [Path.Combine(Root, "build.sh"), .. arguments], Root)
    {
        Variables = new Dictionary<string, string> { ["LEVAIN_READYTORUN"] = "now", ["NO_COLOR"] = "1", ["CI"] = "true" },
    };

    private string SourceOf(string model) => Path.Combine(Root, "models", model, "Trivial.cs");

    private void AddModel(string name, string assembly, string code)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, "models", name)).FullName;
        File.WriteAllText(Path.Combine(folder, $"{assembly}.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");
        File.WriteAllText(SourceOf(name), code);
    }

    private static string Source(int stages, string constant) => $$"""
        namespace Stages{{stages}};

        public sealed class TrivialPipeline : Pipeline
        {
            public override IEnumerable<Stage> Compose(BuildProfile profile)
            {
                Trivial? before = null;
                for (var i = 0; i < {{stages}}; i++)
                {
                    before = new Trivial { Label = $"{i:D5}", Number = i, Before = i % 10 == 0 ? null : (Artifact<Text>)before! };
                    if (i % 10 == 9 || i == {{stages}} - 1) yield return before;
                }
            }
        }

        public sealed record Trivial : Stage<Text>
        {
            public int Number { get; init; }

            public int Salt { get; init; }

            public Artifact<Text>? Before { get; init; }

            protected override async Task<Text> RunAsync(StageContext context) =>
                new($"{{constant}} {Salt} {Number} {(Before is null ? 0 : (await context.ReadAsync(Before)).Value.Length)}");
        }

        """;

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(from))
            if (Path.GetFileName(entry) is var name && name is not ("bin" or "obj" or "node_modules")) Copy(entry, Path.Combine(to, name));
    }
}
