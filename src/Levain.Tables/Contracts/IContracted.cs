namespace Levain.Tables;

/// <summary>A stage that makes a table under a contract. Declare the property so that it can be set, and it is a part of the stage's key.</summary>
/// <example><code>
/// public sealed record ReadShots : Stage&lt;Table&gt;, IContracted
/// {
///     public TableContract? Contract { get; init; } = TableContract.Of(Expect.Column("x").Between(0, 105));
/// }
/// </code></example>
public interface IContracted : IContracted<Table>
{
    /// <summary>Null when there is nothing to check.</summary>
    new TableContract? Contract { get; }

    IContract<Table>? IContracted<Table>.Contract => Contract;
}
