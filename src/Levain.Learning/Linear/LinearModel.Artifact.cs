using Levain.Learning.Linear;

namespace Levain.Learning;

public sealed partial record LinearModel : IArtifact<LinearModel>
{
    /// <summary>Kept as one file of JSON. The same model gives the same bytes.</summary>
    public void Save(ArtifactWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var file = output.Create();
        file.Write(LinearJson.Write(this));
    }

    public static LinearModel Load(ArtifactReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var file = input.Open();
        return LinearJson.Read(LinearJson.Bytes(file), "linear.json");
    }
}
