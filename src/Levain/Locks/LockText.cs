using System.Text;

namespace Levain.Locks;

/// <summary>The text of a lock file, with places in it for messages.</summary>
internal sealed class LockText(string text, string path)
{
    public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(text);

    /// <summary>An error at a byte, as <c>path:line:column</c>; columns count characters.</summary>
    public BuildException Fail(long offset, string message, string? hint = null, Exception? inner = null)
    {
        var before = Bytes.AsSpan(0, (int)Math.Min(offset, Bytes.Length));
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new(FormattableString.Invariant($"{path}:{line}:{column}: {message}"), hint, inner);
    }

    /// <summary>Finds what git leaves behind in a file that was changed on both sides. No JSON can hold such a line.</summary>
    public void RefuseConflicts()
    {
        ReadOnlySpan<byte> rest = Bytes;
        for (var start = 0; start < Bytes.Length;)
        {
            if (rest.StartsWith("<<<<<<<"u8) || rest.StartsWith(">>>>>>>"u8))
                throw Fail(start, "the file holds a merge conflict", "keep one side whole, then run the target that writes this file again");
            var end = rest.IndexOf((byte)'\n');
            if (end < 0) return;
            start += end + 1;
            rest = rest[(end + 1)..];
        }
    }
}
