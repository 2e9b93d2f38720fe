using System.Diagnostics;
using System.Text;

namespace Levain.Collection;

/// <summary>The <c>git</c> command in one folder.</summary>
internal sealed class GitCommand(string folder)
{
    /// <summary>What the command printed, or null when it failed or there is no git.</summary>
    public string? TryRun(params IReadOnlyList<string> arguments)
    {
        using var process = TryStart(arguments);
        if (process is null) return null;
        process.StandardInput.Close();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : null;
    }

    public string Run(params IReadOnlyList<string> arguments) =>
        TryRun(arguments) ?? throw new BuildException($"`git {string.Join(' ', arguments)}` failed, so nobody can tell what is still needed", "mend the repository, then collect again");

    /// <summary>Asks <c>git cat-file</c> many questions at once.</summary>
    /// <param name="mode"><c>--batch-check</c> or <c>--batch</c>.</param>
    /// <param name="answer">Reads the answer to one question.</param>
    public IReadOnlyList<T> CatFile<T>(string mode, IReadOnlyList<string> questions, Func<Stream, T> answer, CancellationToken cancellation)
    {
        if (questions.Count == 0) return [];
        using var process = TryStart(["cat-file", mode]) ?? throw new BuildException("`git cat-file` could not be started");
        // Asked from another thread: git answers while it is still being asked, and either pipe may be full.
        var asking = Task.Run(
            () =>
            {
                using var input = process.StandardInput;
                foreach (var question in questions) input.Write(question + "\n");
            },
            cancellation);
        var answers = new List<T>(questions.Count);
        try
        {
            using var output = new BufferedStream(process.StandardOutput.BaseStream, 1 << 16);
            foreach (var _ in questions)
            {
                cancellation.ThrowIfCancellationRequested();
                answers.Add(answer(output));
            }

            asking.GetAwaiter().GetResult();
            process.WaitForExit();
            return answers;
        }
        catch (Exception error) when (error is IOException or FormatException)
        {
            throw new BuildException($"`git cat-file {mode}` gave no answer, so nobody can tell what is still needed", "mend the repository, then collect again", error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>Reads up to a line feed.</summary>
    public static string Line(Stream output)
    {
        var bytes = new List<byte>(64);
        for (int next; (next = output.ReadByte()) != '\n';)
            bytes.Add(next >= 0 ? (byte)next : throw new EndOfStreamException());
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private Process? TryStart(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8 };
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        try
        {
            var process = Process.Start(start);
            process?.ErrorDataReceived += (_, _) => { };
            process?.BeginErrorReadLine();
            return process;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
