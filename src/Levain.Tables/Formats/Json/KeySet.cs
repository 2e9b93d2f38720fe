namespace Levain.Tables.Json;

/// <summary>The keys of one object so far.</summary>
internal sealed class KeySet
{
    // Few keys are found fastest one by one.
    private const int Few = 16;

    private readonly uint[] marks = new uint[Few];
    private readonly int[] ends = new int[Few];
    private byte[] bytes = new byte[256];
    private int count, length;
    private HashSet<string>? many;

    public void Clear()
    {
        (count, length, many) = (0, 0, null);
    }

    /// <returns>False when the key is there already.</returns>
    public bool Add(ReadOnlySpan<byte> key)
    {
        if (many is not null) return many.Add(Exactly(key));
        var mark = Mark(key);
        for (var i = 0; i < count; i++)
            if (marks[i] == mark && Key(i).SequenceEqual(key)) return false;
        if (count == Few) return AddToMany(key);

        if (length + key.Length > bytes.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + key.Length));
        key.CopyTo(bytes.AsSpan(length));
        length += key.Length;
        (marks[count], ends[count]) = (mark, length);
        count++;
        return true;
    }

    private bool AddToMany(ReadOnlySpan<byte> key)
    {
        many = new(StringComparer.Ordinal);
        for (var i = 0; i < count; i++) many.Add(Exactly(Key(i)));
        return many.Add(Exactly(key));
    }

    private ReadOnlySpan<byte> Key(int index)
    {
        var start = index == 0 ? 0 : ends[index - 1];
        return bytes.AsSpan(start, ends[index] - start);
    }

    // Byte by byte, since half of a surrogate pair is no text; strings hash in a way that no file can foresee.
    private static string Exactly(ReadOnlySpan<byte> key) => string.Create(key.Length, key, static (letters, bytes) =>
    {
        for (var i = 0; i < bytes.Length; i++) letters[i] = (char)bytes[i];
    });

    // Tells most keys apart at a glance.
    private static uint Mark(ReadOnlySpan<byte> key) =>
        key.IsEmpty ? 0 : ((uint)key.Length << 24) ^ ((uint)key[0] << 16) ^ ((uint)key[key.Length / 2] << 8) ^ key[^1];
}
