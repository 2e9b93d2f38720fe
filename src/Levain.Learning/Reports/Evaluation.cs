using System.Text;

namespace Levain.Learning;

/// <summary>What was found when a model was judged.</summary>
public sealed class Evaluation : IArtifact<Evaluation>
{
    internal const string PageFile = "report.html", CardFile = "card.md", MetricsFile = "metrics.json", PredictionsFile = "predictions.parquet";

    internal Evaluation(string metrics, string page, string card, Table predictions) => (Metrics, Page, Card, Predictions) = (metrics, page, card, predictions);

    /// <summary>Every metric with its interval, as JSON whose keys are sorted.</summary>
    public string Metrics { get; }

    /// <summary>One HTML file with everything in it: no script, nothing from the network.</summary>
    public string Page { get; }

    /// <summary>The model card, in Markdown.</summary>
    public string Card { get; }

    /// <summary>The test rows as the model saw them, what it predicted of them, and what came.</summary>
    public Table Predictions { get; }

    /// <summary>Kept as a folder of four files. The same evaluation gives the same bytes.</summary>
    public void Save(ArtifactWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Directory.CreateDirectory(output.Path);
        foreach (var (file, text) in new[] { (MetricsFile, Metrics), (PageFile, Page), (CardFile, Card) })
            File.WriteAllBytes(Path.Combine(output.Path, file), Encoding.UTF8.GetBytes(text));
        Predictions.WriteParquet(Path.Combine(output.Path, PredictionsFile));
    }

    public static Evaluation Load(ArtifactReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(Read(MetricsFile), Read(PageFile), Read(CardFile), Table.Concat([.. Table.Pieces(Path.Combine(input.Path, Known(PredictionsFile)), int.MaxValue).Select(piece => piece.Read())]));

        string Read(string file)
        {
            using var text = new StreamReader(input.Open(Known(file)), Encoding.UTF8);
            return text.ReadToEnd();
        }

        string Known(string file) => input.Files.Contains(file) ? file : throw new BuildException($"artifact `{input.Content.Digest.Brief}` is no evaluation: it has no `{file}`");
    }
}
