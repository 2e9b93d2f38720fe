namespace Levain.Tables.Json;

/// <summary>The keys of one object so far.</summary>
internal sealed class KeySet
{
    // Few keys are found fastest one by one.
    private const int Few = 16;

    private readonly List<int> ends = [];
    private readonly List<uint> hashes = [];
    private byte[] bytes = new byte[256];
    private int length;
    private Dictionary<uint, List<int>>? many;

    public void Clear()
    {
        ends.Clear();
        hashes.Clear();
        length = 0;
        many = null;
    }

    /// <returns>False when the key is there already.</returns>
    public bool Add(ReadOnlySpan<byte> key)
    {
        var hash = Hash(key);
        if (Contains(key, hash)) return false;
        if (length + key.Length > bytes.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + key.Length));
        key.CopyTo(bytes.AsSpan(length));
        length += key.Length;
        ends.Add(length);
        hashes.Add(hash);
        if (hashes.Count > Few) Index();
        return true;
    }

    private bool Contains(ReadOnlySpan<byte> key, uint hash)
    {
        if (many is not null)
        {
            if (!many.TryGetValue(hash, out var places)) return false;
            foreach (var place in places)
                if (Key(place).SequenceEqual(key)) return true;
            return false;
        }

        for (var i = 0; i < hashes.Count; i++)
            if (hashes[i] == hash && Key(i).SequenceEqual(key)) return true;
        return false;
    }

    private void Index()
    {
        if (many is not null)
        {
            Place(hashes.Count - 1);
            return;
        }

        many = [];
        for (var i = 0; i < hashes.Count; i++) Place(i);
    }

    private void Place(int index)
    {
        if (!many!.TryGetValue(hashes[index], out var places)) many[hashes[index]] = places = [];
        places.Add(index);
    }

    private ReadOnlySpan<byte> Key(int index)
    {
        var start = index == 0 ? 0 : ends[index - 1];
        return bytes.AsSpan(start, ends[index] - start);
    }

    // FNV: keys are short.
    private static uint Hash(ReadOnlySpan<byte> key)
    {
        var hash = 2166136261u;
        foreach (var value in key) hash = (hash ^ value) * 16777619;
        return hash;
    }
}
