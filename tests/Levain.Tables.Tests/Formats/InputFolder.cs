using System.Text;

namespace Levain.Tables.Tests.Formats;

/// <summary>A temporary folder with the files of a test. Deleted when disposed.</summary>
internal sealed class InputFolder : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("levain-formats-").FullName;

    public string Root => root;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string At(string name) => Path.Combine(root, name);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
