namespace Levain.Learning;

/// <summary>A range of numbers that count as one value.</summary>
/// <param name="From">The first number in it.</param>
/// <param name="Before">The first number behind it. When it is less than <paramref name="From"/>, the range goes round the end: from 22 before 5 are the hours of the night.</param>
/// <param name="Value">What they count as.</param>
public sealed record Bucket(int From, int Before, int Value)
{
    internal bool Holds(double number) => From <= Before ? number >= From && number < Before : number >= From || number < Before;
}
