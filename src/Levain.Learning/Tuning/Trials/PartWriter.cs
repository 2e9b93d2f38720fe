namespace Levain.Learning.Tuning;

/// <summary>Puts an artifact into the folder of another one, under a name.</summary>
internal sealed class PartWriter(ArtifactWriter whole, string name) : ArtifactWriter
{
    public override string Path
    {
        get
        {
            Directory.CreateDirectory(whole.Path);
            return System.IO.Path.Combine(whole.Path, name);
        }
    }

    public override Stream Create() => whole.Create(name);

    public override Stream Create(string path) => whole.Create($"{name}/{path}");
}
