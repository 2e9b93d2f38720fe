using Levain.Learning.Linear;
using Levain.Learning.Tests.Trees.Training;
using Levain.Numerics;
using Levain.Tables.DuckDb;

namespace Levain.Learning.Tests.Matrices;

/// <summary>Training sets from files of tables.</summary>
public sealed class StoredTableTests : IDisposable
{
    // Row groups of Parquet hold 122,880 rows at most: three of them, taken a group at a time.
    private const int Rows = 300_000, PieceRows = 130_000;

    private readonly string folder = Directory.CreateTempSubdirectory("levain-stored-").FullName;

    [Fact]
    public void A_table_that_does_not_fit_gives_the_same_model_as_one_that_does()
    {
        var file = Table();
        var options = new BoostingOptions { Seed = 3, Rounds = 3, Objective = Objective.Logistic };
        FittedFeatures? whole = null, pieces = null;

        var fits = new StoredTable(file, "label", "weight").Encode(ref whole, [], 2);
        var fitsNot = new StoredTable(file, "label", "weight", memory: 1, PieceRows).Encode(ref pieces, [], 2);

        Assert.IsType<DenseMatrix>(fits.Features);
        Assert.IsType<PieceMatrix>(fitsNot.Features);
        Assert.Equal(fits.Labels, fitsNot.Labels);
        Assert.Equal(fits.Weights, fitsNot.Weights);
        var sample = fits.Features.Take([0, 1, 299_999]);
        Assert.Equal(ModelBytes.Of(Trained.On(fits, null, options), sample), ModelBytes.Of(Trained.On(fitsNot, null, options), sample));
    }

    [Fact]
    public void What_is_kept_is_encoded_once()
    {
        var file = Table();
        FittedFeatures? whole = null, pieces = null;
        var fits = new StoredTable(file, "label", "weight").Encode(ref whole, ["x"], 2);
        var kept = new StoredTable(file, "label", "weight", memory: 1, PieceRows, keep: folder).Encode(ref pieces, ["x"], 2);

        foreach (var (_, piece) in kept.Features.Pieces()) Assert.Single(piece.Features);
        File.Delete(file);

        Assert.Equal(LinearJson.Write(Fit(fits)), LinearJson.Write(Fit(kept)));

        LinearModel Fit(TrainingSet set) => LogisticRegression.Fit(set, new(), 2, TestContext.Current.CancellationToken);
    }

    private string Table()
    {
        var random = new CounterRandom(5);
        var table = new Table(
        [
            Column("x", row => random.Normal((ulong)row)),
            Column("y", row => row % 7 == 0 ? double.NaN : random.Normal((ulong)row + Rows)),
            Column("label", row => random.Uniform((ulong)row) < 0.3 ? 1 : 0),
            Column("weight", row => 1 + (row % 3)),
        ]);
        var file = Path.Combine(folder, "table.parquet");
        using var session = DuckSession.Open();
        session.AddTable("rows", table);
        session.WriteParquet("SELECT x, CASE WHEN isnan(y) THEN NULL ELSE y END AS y, label, weight FROM rows", file);
        return file;
    }

    private static ValueColumn<double> Column(string name, Func<int, double> value) => new(name, ColumnType.Double, [.. Enumerable.Range(0, Rows).Select(value)], []);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
