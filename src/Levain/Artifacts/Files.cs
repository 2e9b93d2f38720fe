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

    internal bool IsTree => Reader.Content.IsTree;

    public Stream Open() => Reader.Open();

    public Stream Open(string name) => Reader.Open(name);

    /// <summary>A read-only file or folder with the content.</summary>
    public string Path => source ?? Reader.Path;

    private ArtifactReader Reader => reader ?? throw new InvalidOperationException("these files are not kept in the store yet: read them where they were written");

    public void Save(ArtifactWriter output)
    {
        if (source is null) PassOn(output);
        else if (Directory.Exists(source)) Directory.Move(source, output.Path);
        else if (File.Exists(source)) File.Move(source, output.Path);
        else throw new BuildException($"there is nothing at `{source}` to take over");
    }

    // Files that were read from the store may be made the output as they are.
    private void PassOn(ArtifactWriter output)
    {
        foreach (var name in Names)
        {
            using var from = Open(name);
            using var to = output.Create(name);
            from.CopyTo(to);
        }

        if (Reader.Content.IsTree)
        {
            if (Names.Count == 0) Directory.CreateDirectory(output.Path);
            return;
        }

        using var single = Open();
        using var target = output.Create();
        single.CopyTo(target);
    }

    public static Files Load(ArtifactReader input) => new(input);
}
