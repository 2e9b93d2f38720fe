namespace Levain.Images;

/// <summary>The check sum of gzip, eight bytes at a time.</summary>
internal sealed class Crc32
{
    private static readonly uint[] Tables = Make();
    private uint state = uint.MaxValue;

    public uint Value => ~state;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = state;
        var tables = Tables;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = crc ^ (uint)(bytes[0] | (bytes[1] << 8) | (bytes[2] << 16) | (bytes[3] << 24));
            crc = tables[0x700 + (low & 255)] ^ tables[0x600 + ((low >> 8) & 255)] ^ tables[0x500 + ((low >> 16) & 255)] ^ tables[0x400 + (low >> 24)]
                ^ tables[0x300 + bytes[4]] ^ tables[0x200 + bytes[5]] ^ tables[0x100 + bytes[6]] ^ tables[bytes[7]];
        }

        foreach (var value in bytes) crc = (crc >> 8) ^ tables[(crc ^ value) & 255];
        state = crc;
    }

    private static uint[] Make()
    {
        var tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            tables[i] = crc;
        }

        for (var i = 256; i < tables.Length; i++) tables[i] = (tables[i - 256] >> 8) ^ tables[tables[i - 256] & 255];
        return tables;
    }
}
