using System.Globalization;
using System.Text;
using Levain.Store;

namespace Levain.Scheduling;

/// <summary>Gives every run an empty folder. That of a failed run stays until the next run of the stage.</summary>
internal sealed class ScratchFolders(string root)
{
    private readonly ProcessIdentity self = ProcessIdentity.Current();
    private int runs;

    /// <summary>A new folder. Those that dead processes and failed runs of the stage left are deleted.</summary>
    public string Open(string model, string stage)
    {
        var folder = Path.Combine(root, FileName(model), FileName(stage));
        var scratch = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref runs)}.{self}"));
        DiskError.Guard(scratch, () =>
        {
            Directory.CreateDirectory(folder);
            foreach (var old in Directory.EnumerateDirectories(folder))
                if (IsLeftOver(old)) Delete(old);
            Directory.CreateDirectory(scratch);
        });
        return scratch;
    }

    public static void Delete(string scratch)
    {
        try
        {
            Directory.Delete(scratch, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A file that the stage still holds open goes with the next run.
        }
    }

    /// <summary>Marks the folder of a run that failed, and keeps what went wrong in it.</summary>
    public static void Keep(string scratch, Exception error)
    {
        try
        {
            File.WriteAllText(Path.Combine(scratch, FailedMark), error.ToString());
        }
        catch (Exception unwritable) when (DiskError.Is(unwritable))
        {
            // The error itself is told; only its copy is missing.
        }
    }

    private const string FailedMark = "error.txt";

    private bool IsLeftOver(string folder)
    {
        var name = Path.GetFileName(folder);
        if (File.Exists(Path.Combine(folder, FailedMark))) return true;
        return ProcessIdentity.Parse(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]) is not { } owner || owner.Lives(self.Boot) == false;
    }

    // Letters of any script may stand in a file name; what the shell or Windows would trip over may not.
    private static string FileName(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
            text.Append(char.IsLetterOrDigit(letter) || letter is '-' or '_' ? letter : letter is '/' ? '+' : '.');
        // Names that differ only in what was replaced must not share a folder.
        return text.ToString() == name ? name : $"{text}-{Digest.Of(name).Hex[..6]}";
    }
}
