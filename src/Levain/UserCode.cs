namespace Levain;

/// <summary>Exceptions out of stages and pipelines, in one line.</summary>
public static class UserCode
{
    // Debug information names files from the root of the sources, whatever folder they were compiled in.
    private const string MappedRoot = " in /levain/";

    private static readonly string[] NotTheirs = ["at System.", "at Microsoft.", "at Interop.", "at Levain.Scheduling.", "at Levain.Planning.", "at Levain.Building.", "at Levain.Stage"];

    /// <summary>What went wrong and where: the frame nearest to the user's code is what they look for first.</summary>
    public static string Says(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var frame = error.StackTrace?.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("at ", StringComparison.Ordinal) && !NotTheirs.Any(start => line.StartsWith(start, StringComparison.Ordinal)));
        return $"{error.GetType().Name}: {error.Message.Split('\n')[0].TrimEnd('\r')}{(frame is null ? "" : $" ({frame.Replace(MappedRoot, " in ", StringComparison.Ordinal)})")}";
    }
}
