using System.Security.Cryptography;

namespace Levain.Store.Chunks;

/// <summary>Takes one large object into the store: reads, hashes as a whole, cuts, and hashes and keeps the chunks, all at the same time.</summary>
internal sealed class LargeIntake(Intake intake, CancellationToken cancellation)
{
    private const int Segment = 4 << 20;

    private readonly List<Chunk> chunks = [];

    /// <param name="start">The first bytes, which were read already.</param>
    /// <param name="fill">Reads on.</param>
    public (Digest Digest, long Size) Add(ReadOnlyMemory<byte> start, Fill fill)
    {
        int Next(Span<byte> bytes)
        {
            var count = Math.Min(bytes.Length, start.Length);
            start.Span[..count].CopyTo(bytes);
            start = start[count..];
            return count == bytes.Length ? count : count + fill(bytes[count..]);
        }


        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (current, next) = (new Piece(), new Piece());
        long size = 0;
        for (current.Load(Next, rest: default); current.Fresh > 0 || current.Cuts.Count > 0; (current, next) = (next, current))
        {
            cancellation.ThrowIfCancellationRequested();
            size += current.Fresh;
            var (now, after) = (current, next);
            var kept = new Chunk[now.Cuts.Count];
            var half = kept.Length / 2;
            Together(
                () => hash.AppendData(now.Bytes, now.Carried, now.Fresh),
                () => Keep(now, kept, 0, half),
                () => Keep(now, kept, half, kept.Length),
                () => after.Load(Next, now.Rest));
            chunks.AddRange(kept);
        }

        var digest = Digest.FromHash(hash.GetHashAndReset());
        intake.AddRecipe(digest, new Recipe(chunks));
        return (digest, size);
    }

    /// <summary>Reads into the span; fewer bytes than fit only at the end.</summary>
    public delegate int Fill(Span<byte> bytes);

    private void Keep(Piece piece, Chunk[] kept, int from, int to)
    {
        for (var i = from; i < to; i++) kept[i] = intake.AddChunk(piece.Bytes.AsSpan(piece.Cuts[i].Start, piece.Cuts[i].Length));
    }

    private static void Together(params ReadOnlySpan<Action> actions)
    {
        try
        {
            Parallel.Invoke(actions.ToArray());
        }
        catch (AggregateException error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    // Some MiB of the object: first what the piece before had left uncut, then fresh bytes.
    private sealed class Piece
    {
        private int length;
        private int cut;

        public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(Segment + ChunkCutter.Longest);

        public List<(int Start, int Length)> Cuts { get; } = [];

        public int Carried { get; private set; }

        public int Fresh => length - Carried;

        /// <summary>Too short to be cut without the bytes that follow.</summary>
        public ReadOnlySpan<byte> Rest => Bytes.AsSpan(cut, length - cut);

        public void Load(Fill fill, ReadOnlySpan<byte> rest)
        {
            rest.CopyTo(Bytes);
            Carried = rest.Length;
            length = Carried + fill(Bytes.AsSpan(Carried, Segment));
            var last = Fresh < Segment;
            Cuts.Clear();
            for (cut = 0; length - cut is var left and > 0 && (last || left > ChunkCutter.Longest);)
            {
                var chunk = ChunkCutter.Cut(Bytes.AsSpan(cut, left));
                Cuts.Add((cut, chunk));
                cut += chunk;
            }
        }
    }
}
