namespace Levain.Tables.Sources.Archives;

/// <summary>The check sum of zip files, which the base class library reads and does not compare. Eight tables, so that it keeps up with a disk.</summary>
internal sealed class Crc32
{
    private static readonly uint[] Tables = Make();

    private uint state = uint.MaxValue;

    public uint Value => ~state;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = state;
        var tables = Tables.AsSpan();
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            crc = tables[0x700 + (int)(low & 255)] ^ tables[0x600 + (int)((low >> 8) & 255)] ^ tables[0x500 + (int)((low >> 16) & 255)] ^ tables[0x400 + (int)(low >> 24)]
                ^ tables[0x300 + bytes[4]] ^ tables[0x200 + bytes[5]] ^ tables[0x100 + bytes[6]] ^ tables[bytes[7]];
        }

        foreach (var each in bytes) crc = (crc >> 8) ^ tables[(int)((crc ^ each) & 255)];
        state = crc;
    }

    private static uint[] Make()
    {
        var tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            tables[i] = crc;
        }

        for (var i = 256; i < tables.Length; i++) tables[i] = (tables[i - 256] >> 8) ^ tables[tables[i - 256] & 255];
        return tables;
    }
}
