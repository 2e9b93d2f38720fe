using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>A study and its best model.</summary>
public sealed class Tuned<TModel> : IArtifact<Tuned<TModel>> where TModel : IArtifact<TModel>
{
    internal const string ModelFile = "model", ParametersFile = "best.json", StudyFile = "study.parquet", CurvesFile = "curves.parquet";

    internal Tuned(Table study, Table curves, Text parameters, TModel best) => (Study, Curves, BestParameters, Best) = (study, curves, parameters, best);

    /// <summary>A row for each trial.</summary>
    public Table Study { get; }

    /// <summary>What each trial measured at each step.</summary>
    public Table Curves { get; }

    /// <summary>The parameters of the best trial, as JSON.</summary>
    public Text BestParameters { get; }

    public TModel Best { get; }

    /// <summary>Kept as a folder, so that who reads one part depends on that alone.</summary>
    public void Save(ArtifactWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Directory.CreateDirectory(output.Path);
        Study.WriteParquet(Path.Combine(output.Path, StudyFile));
        Curves.WriteParquet(Path.Combine(output.Path, CurvesFile));
        BestParameters.Save(new PartWriter(output, ParametersFile));
        Best.Save(new PartWriter(output, ModelFile));
    }

#pragma warning disable CA1000 // What makes a generic artifact is on its type, as IArtifact asks.
    public static Tuned<TModel> Load(ArtifactReader input)
#pragma warning restore CA1000
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!input.Files.Contains(StudyFile)) throw new BuildException($"artifact `{input.Content.Digest.Brief}` is no study: it has no `{StudyFile}`");
        return new(Table.Load(new PartReader(input, StudyFile)), Table.Load(new PartReader(input, CurvesFile)), Text.Load(new PartReader(input, ParametersFile)), TModel.Load(new PartReader(input, ModelFile)));
    }
}
