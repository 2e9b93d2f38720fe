using Cake.Frosting;
using Levain.Host.Output;

namespace Levain.Host.Targets;

[TaskName("Graph")]
[TaskDescription("the stages and what they read, as text, Mermaid or SVG, with what is stale")]
public sealed class Graph : FrostingTask<HostContext>
{
    public override void Run(HostContext context)
    {
        var asked = new ModelBuilds(context).Plan();
        var format = context.Options.Value("format") ?? "text";
        var planned = asked.Where(model => model.Plan is not null).ToList();
        if (format == "svg" && planned.Count > 1) throw new UsageException("an SVG shows one model", $"name it with `--model`: {string.Join(", ", planned.Select(model => $"`{model.Name}`"))}");

        List<GraphView> graphs = [.. planned.Select(model => GraphView.Of(model.Name, model.Plan!.Plan.Graph, model.Plan.Plan))];
        var text = context.Options.Json ? JsonOutput.Graph(graphs) : string.Join('\n', graphs.Select(graph => Draw(graph, format, context)));
        if (context.Options.Value("output") is { } file) Write(Path.Combine(context.Environment.WorkingDirectory.FullPath, file), file, text);
        else Console.Out.Write(text);
        StatusReport.PrintErrors(asked.Select(model => model.Error));
        StatusReport.ThrowIfUnplanned(asked);
    }

    internal static void Write(string path, string asked, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BuildException($"`{asked}` cannot be written: {error.Message}", "name a file in a folder that is there");
        }
    }

    private static string Draw(GraphView graph, string format, HostContext context) => format switch
    {
        "mermaid" => GraphMermaid.Of(graph),
        "svg" => GraphSvg.Of(graph),
        _ => GraphText.Of(graph, context.Output.Colour),
    };
}
