namespace Levain;

/// <summary>A file or a tree of files as it is, read by name or by path.</summary>
public sealed class Files : IArtifact<Files>
{
    private readonly ArtifactReader? reader;
    private readonly string? source;

    private Files(ArtifactReader reader) => this.reader = reader;

    private Files(string source) => this.source = source;

    /// <summary>Takes over a file or folder that the stage has written, usually under <see cref="StageContext.Scratch"/>.</summary>
    public static Files At(string path) => new(path);

    /// <summary>The names in a tree, in ordinal order.</summary>
    public IReadOnlyList<string> Names => Reader.Files;

    public Stream Open() => Reader.Open();

    public Stream Open(string name) => Reader.Open(name);

    /// <summary>A read-only file or folder with the content.</summary>
    public string Path => source ?? Reader.Path;

    private ArtifactReader Reader => reader ?? throw new InvalidOperationException("these files are not kept in the store yet: read them where they were written");

    public void Save(ArtifactWriter output)
    {
        var from = Path;
        if (source is not null && Directory.Exists(from)) Directory.Move(from, output.Path);
        else if (source is not null && File.Exists(from)) File.Move(from, output.Path);
        else throw new BuildException($"there is nothing at `{from}` to take over");
    }

    public static Files Load(ArtifactReader input) => new(input);
}
