namespace Levain.Tables;

/// <summary>A column that a file is said to have.</summary>
/// <param name="Type">As in SQL: <c>BIGINT</c>, <c>DOUBLE</c>, <c>DECIMAL(9,2)</c>, <c>VARCHAR</c>, <c>STRUCT(x DOUBLE)[]</c>…</param>
public sealed record DeclaredColumn(string Name, string Type);
