using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Levain.Testing;

/// <summary>What people read, pinned: a text is compared with the file <c>Tests.Name.verified.txt</c> that lies beside the test and is committed with it.</summary>
public static class Verified
{
    /// <summary>Fails when <paramref name="actual"/> is not the verified text, or when there is none yet; the text is then left beside it as <c>.received.txt</c>.</summary>
    /// <param name="file">The test's source, filled in by the compiler.</param>
    /// <param name="name">The test's name, filled in by the compiler; give one to verify several texts in a test.</param>
    public static void Text(string actual, [CallerFilePath] string file = "", [CallerMemberName] string name = "") =>
        File(actual, TestSource.Beside(file, $"{Path.GetFileNameWithoutExtension(file)}.{name}"));

    internal static void File(string actual, string stem)
    {
        var (verified, received) = ($"{stem}.verified.txt", $"{stem}.received.txt");
        var text = Normalized(actual);
        var expected = System.IO.File.Exists(verified) ? Normalized(System.IO.File.ReadAllText(verified)) : null;
        if (expected == text)
        {
            System.IO.File.Delete(received);
            return;
        }

        System.IO.File.WriteAllText(received, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        throw new VerificationException(Message(expected, text, verified, received));
    }

    // One final newline more or less is an editor's habit, not a difference.
    private static string Normalized(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string Message(string? expected, string actual, string verified, string received)
    {
        var what = expected is null ? $"`{Path.GetFileName(verified)}` does not exist yet" : $"the text differs from `{Path.GetFileName(verified)}`";
        return $"{what}; to accept what came: cp '{received}' '{verified}'\n{(expected is null ? actual : Difference(expected, actual))}";
    }

    // Changed lines with two lines of their surroundings: a long file is not printed whole.
    private static string Difference(string expected, string actual)
    {
        var lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(expected, actual).Lines;
        var shown = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
            if (lines[Math.Max(0, i - 2)..Math.Min(lines.Count, i + 3)].Exists(line => line.Type != ChangeType.Unchanged))
                shown.Append(Mark(lines[i].Type)).Append(' ').Append(lines[i].Text).Append('\n');

        return shown.ToString();
    }

    private static char Mark(ChangeType type) => type switch { ChangeType.Inserted => '+', ChangeType.Deleted => '-', _ => ' ' };
}
