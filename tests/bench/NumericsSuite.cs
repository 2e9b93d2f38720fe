namespace Levain.Bench;

/// <summary>Our arithmetic beside the C library's.</summary>
internal static class NumericsSuite
{
    public static IReadOnlyList<BenchRow> Run() =>
    [
        .. NumericsBench.Run().Select(row => new BenchRow(row.Name, "ns each", new Figures([row.Ours])) { Peer = "Math", PeerFigures = new Figures([row.Peer]) }),
    ];
}
