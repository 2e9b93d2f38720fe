using System.Globalization;
using Levain.Locks;

namespace Levain.Building;

/// <summary>A snapshot as it is pinned and as it was found now.</summary>
/// <param name="Before">Null when it was not pinned yet.</param>
/// <param name="Files">What became of the files of a tree, when the pinned one is here to compare with.</param>
public sealed record SnapshotChange(Snapshot? Before, Snapshot Now, IReadOnlyList<string> Files)
{
    public bool IsChange => Before is null || Before.Content != Now.Content || Before.Source != Now.Source || !Before.Parts.SequenceEqual(Now.Parts);

    public string Text
    {
        get
        {
            var now = string.Create(CultureInfo.InvariantCulture, $"{Now.Content.Digest.Brief}, {Now.Files} file{(Now.Files == 1 ? "" : "s")}, {Now.Size} bytes");
            var line = Before is null ? $"{Now.Name}: new, {now}"
                : !IsChange ? $"{Now.Name}: unchanged, {now}"
                : string.Create(CultureInfo.InvariantCulture, $"{Now.Name}: {Before.Content.Digest.Brief} becomes {now} ({Now.Size - Before.Size:+#;-#;0} bytes, {Now.Files - Before.Files:+#;-#;0} files)");
            return string.Join("\n  ", Files.Take(20).Prepend(line)) + (Files.Count > 20 ? $"\n  … and {Files.Count - 20} more" : "");
        }
    }
}
