namespace Levain.Host.Output;

/// <summary>The folder that the pages of a target go to: the one that <c>--output</c> names, or one below <c>.levain/reports</c>.</summary>
internal sealed class ReportFolder
{
    private readonly string path;

    /// <param name="names">What it is below <c>.levain/reports</c> when nobody names another: names of any kind.</param>
    public ReportFolder(HostContext context, params IReadOnlyList<string> names)
    {
        var asked = context.Options.Value("output");
        path = asked is null
            ? Path.Combine([context.Folders.Root, ".levain", "reports", .. names.Select(Plain)])
            : Path.GetFullPath(Path.Combine(context.Environment.WorkingDirectory.FullPath, asked));
        Shown = asked ?? Path.GetRelativePath(context.Folders.Root, path).Replace('\\', '/');
    }

    private ReportFolder(string path, string shown) => (this.path, Shown) = (path, shown);

    /// <summary>As people are told.</summary>
    public string Shown { get; }

    /// <summary>A folder in it, by a name of any kind.</summary>
    public ReportFolder Below(string name) => new(Path.Combine(path, Plain(name)), $"{Shown}/{Plain(name)}");

    /// <summary>Writes files beside each other; an older one of the name is replaced.</summary>
    /// <param name="called">Whose reports they are, for errors.</param>
    public void Write(string called, params IReadOnlyList<(string Name, byte[] Content)> files)
    {
        try
        {
            Directory.CreateDirectory(path);
            foreach (var (name, content) in files) File.WriteAllBytes(Path.Combine(path, name), content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BuildException($"the reports of `{called}` cannot be written: {error.Message}", "name another folder with `--output FOLDER`");
        }
    }

    /// <summary>A name as a folder: names of stages have brackets and spaces that shells and browsers dislike.</summary>
    public static string Plain(string name)
    {
        var plain = string.Concat(name.Select(each => char.IsAsciiLetterOrDigit(each) || each is '.' or '-' or '_' ? each : '-'));
        // Two names must not share a folder because they differ in what was left out.
        return plain == name && plain.Trim('.').Length > 0 ? plain : $"{plain.Trim('.', '-')}-{Digest.Of(name).Hex[..8]}";
    }
}
