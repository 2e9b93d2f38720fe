using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Levain.Tables.Tests.Sources.Archives;

/// <summary>Makes archives, good ones and bad ones.</summary>
internal static class Archived
{
    public static byte[] Zip(params (string Name, string Text)[] files) => Zip(archive =>
    {
        foreach (var (name, text) in files) Add(archive, name, text);
    });

    public static byte[] Zip(Action<ZipArchive> fill)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true)) fill(archive);
        return bytes.ToArray();
    }

    public static ZipArchiveEntry Add(ZipArchive archive, string name, string text)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        using var content = entry.Open();
        content.Write(Encoding.UTF8.GetBytes(text));
        return entry;
    }

    public static byte[] Tar(TarEntryFormat format, params (string Name, string Text)[] files) => Tar(writer =>
    {
        foreach (var (name, text) in files) writer.WriteEntry(Entry(format, name, text));
    });

    public static byte[] Tar(Action<TarWriter> fill)
    {
        var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, leaveOpen: true)) fill(writer);
        return bytes.ToArray();
    }

    public static TarEntry Entry(TarEntryFormat format, string name, string text)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
            TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
            TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
            _ => new PaxTarEntry(TarEntryType.RegularFile, name),
        };
        entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return entry;
    }

    public static byte[] GZip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(bytes);
        return packed.ToArray();
    }
}
