namespace Levain.Numerics;

/// <summary>Philox 4x32 with ten rounds (Salmon, Moraes, Dror and Shaw, SC 2011): 128 mixed bits for a counter of 128 and a key of 64 bits.</summary>
internal static class Philox
{
    private const ulong FirstMultiplier = 0xD2511F53, SecondMultiplier = 0xCD9E8D57;
    private const uint FirstStep = 0x9E3779B9, SecondStep = 0xBB67AE85;
    private const int Rounds = 10;

    public static (uint, uint, uint, uint) Block(uint c0, uint c1, uint c2, uint c3, uint key0, uint key1)
    {
        for (var round = 0; round < Rounds; round++)
        {
            ulong first = FirstMultiplier * c0, second = SecondMultiplier * c2;
            (c0, c1, c2, c3) = ((uint)(second >> 32) ^ c1 ^ key0, (uint)second, (uint)(first >> 32) ^ c3 ^ key1, (uint)first);
            unchecked
            {
                key0 += FirstStep;
                key1 += SecondStep;
            }
        }

        return (c0, c1, c2, c3);
    }
}
