namespace Levain.Tables;

/// <summary>A column of the left table and one of the right, whose values must be equal; a single name stands for both.</summary>
public readonly record struct JoinKey(string Left, string Right)
{
    public static JoinKey FromString(string both) => new(both, both);

    public static implicit operator JoinKey(string both) => FromString(both);
}
