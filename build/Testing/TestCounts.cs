using System.Globalization;
using System.Xml.Linq;

namespace Levain.Host.Testing;

/// <summary>How many tests ended how, as the runners' result files say.</summary>
internal sealed record TestCounts
{
    public int Passed { get; init; }

    public int Failed { get; init; }

    public int Skipped { get; init; }

    /// <summary>The name of each skipped test, with its reason.</summary>
    public IReadOnlyList<string> Skips { get; init; } = [];

    public int Total => Passed + Failed + Skipped;

    public static TestCounts operator +(TestCounts left, TestCounts right) => new()
    {
        Passed = left.Passed + right.Passed,
        Failed = left.Failed + right.Failed,
        Skipped = left.Skipped + right.Skipped,
        Skips = [.. left.Skips, .. right.Skips],
    };

    /// <summary>Reads the xUnit results file that a run wrote.</summary>
    public static TestCounts Read(string path, string project)
    {
        var assemblies = XDocument.Load(path).Root!.Elements("assembly").ToList();
        return new TestCounts
        {
            Passed = Sum("passed"),
            Failed = Sum("failed") + Sum("errors"),
            Skipped = Sum("skipped"),
            Skips = [.. assemblies.Descendants("test").Where(test => (string?)test.Attribute("result") == "Skip").Select(test => $"{project}: {(string?)test.Attribute("name")}: {test.Element("reason")?.Value}")],
        };

        int Sum(string name) => assemblies.Sum(assembly => int.Parse((string?)assembly.Attribute(name) ?? "0", CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");
}
