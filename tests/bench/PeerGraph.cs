using System.Globalization;
using System.Text;

namespace Levain.Bench;

/// <summary>The graph of the generated models as rules for another tool: as many, in chains of ten, each a trivial shell command.</summary>
internal sealed class PeerGraph(string folder, int rules)
{
    /// <summary>Writes both files of rules.</summary>
    public PeerGraph Write()
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Makefile"), Makefile());
        File.WriteAllText(Path.Combine(folder, "Snakefile"), Snakefile());
        return this;
    }

    /// <param name="run">The outputs of one run are in a folder of their own: nothing is deleted between timed runs.</param>
    public Command Make(string run) => new("make", ["-s", "-j2", "-f", Path.Combine(folder, "Makefile")], Folder(run));

    public Command Snakemake(string run) => new("snakemake", ["-q", "-j2", "--nolock", "-s", Path.Combine(folder, "Snakefile")], Folder(run));

    private string Folder(string run) => Directory.CreateDirectory(Path.Combine(folder, run, "out")).Parent!.FullName;

    private IEnumerable<(int Number, int? Needs, bool IsGoal)> Rules() =>
        Enumerable.Range(0, rules).Select(i => (i, i % 10 == 0 ? default(int?) : i - 1, i % 10 == 9 || i == rules - 1));

    private string Makefile()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"all: {string.Join(' ', Goals())}\n"));
        foreach (var (number, needs, _) in Rules()) text.Append(CultureInfo.InvariantCulture, $"out/{number}:{(needs is { } need ? $" out/{need}" : "")}\n\techo {number} > $@\n");
        return text.ToString();
    }

    private string Snakefile()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"rule all:\n    input: {string.Join(", ", Goals().Select(goal => $"\"{goal}\""))}\n"));
        foreach (var (number, needs, _) in Rules())
            text.Append(CultureInfo.InvariantCulture, $"rule s{number}:\n{(needs is { } need ? $"    input: \"out/{need}\"\n" : "")}    output: \"out/{number}\"\n    shell: \"echo {number} > {{output}}\"\n");
        return text.ToString();
    }

    private IEnumerable<string> Goals() => Rules().Where(rule => rule.IsGoal).Select(rule => string.Create(CultureInfo.InvariantCulture, $"out/{rule.Number}"));
}
