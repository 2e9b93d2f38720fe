using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>What came of one trial: how good it is and, where it is complete, the model.</summary>
public sealed class Trial<TModel> : IArtifact<Trial<TModel>> where TModel : IArtifact<TModel>
{
    internal const string ResultFile = "trial.json", ModelFile = "model";

    private readonly TModel? model;

    internal Trial(TrialResult result, TModel? model) => (Result, this.model) = (result, model);

    public TrialResult Result { get; }

    /// <summary>An error where the trial is not complete.</summary>
    public TModel Model => Result.State == TrialState.Complete && model is not null ? model : throw new BuildException($"the trial is {TrialResult.Word(Result.State)}, and has no model");

    /// <summary>Kept as a folder: the result, and beside it the model as it is kept alone.</summary>
    public void Save(ArtifactWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using (var file = output.Create(ResultFile)) Result.Write(file);
        if (Result.State == TrialState.Complete) Model.Save(new PartWriter(output, ModelFile));
    }

#pragma warning disable CA1000 // What makes a generic artifact is on its type, as IArtifact asks.
    public static Trial<TModel> Load(ArtifactReader input)
#pragma warning restore CA1000
    {
        ArgumentNullException.ThrowIfNull(input);
        using var file = input.Open(ResultFile);
        var result = TrialResult.Read(file);
        return new(result, result.State == TrialState.Complete ? TModel.Load(new PartReader(input, ModelFile)) : default);
    }
}
