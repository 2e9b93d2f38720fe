using System.Buffers.Binary;

namespace Levain.Tables.Sources.Archives;

/// <summary>The end of a zip file, which tells how many members it has: looked at first, since the base class library reads the whole list of them at once.</summary>
internal static class ZipEnd
{
    private const int EndBytes = 22, LongestComment = ushort.MaxValue, LocatorBytes = 20, LargeEndBytes = 56;
    private const uint EndMark = 0x06054b50, LocatorMark = 0x07064b50, LargeEndMark = 0x06064b50;

    public static ulong Members(Stream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndBytes + LongestComment + LocatorBytes)];
        Read(file, file.Length - tail.Length, tail);
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndMark || at + EndBytes + BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) > tail.Length) continue;
            var members = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
            return members == ushort.MaxValue && at >= LocatorBytes && Large(file, tail.AsSpan(at - LocatorBytes, LocatorBytes)) is { } many ? many : members;
        }

        throw new BadArchiveException("its end is missing: it is cut off, or no zip file");
    }

    private static ulong? Large(Stream file, ReadOnlySpan<byte> locator)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != LocatorMark) return null;
        var offset = BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]);
        if (file.Length < LargeEndBytes || offset > (ulong)(file.Length - LargeEndBytes)) throw new BadArchiveException("its end points nowhere");
        var end = new byte[LargeEndBytes];
        Read(file, (long)offset, end);
        return BinaryPrimitives.ReadUInt32LittleEndian(end) == LargeEndMark ? BinaryPrimitives.ReadUInt64LittleEndian(end.AsSpan(32)) : throw new BadArchiveException("its end points nowhere");
    }

    private static void Read(Stream file, long offset, Span<byte> bytes)
    {
        file.Position = offset;
        file.ReadExactly(bytes);
    }
}
