namespace Levain.Learning;

public sealed partial record TreeModel : IArtifact<TreeModel>
{
    /// <summary>Kept as one file, which XGBoost loads as a model of its own. The same model gives the same bytes.</summary>
    public void Save(ArtifactWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var file = output.Create();
        XGBoostFormat.WriteJson(this, file);
    }

    public static TreeModel Load(ArtifactReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var file = input.Open();
        return XGBoostFormat.Read(file);
    }
}
