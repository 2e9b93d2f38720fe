namespace Levain.Bench;

/// <summary>A program of others that does the same job, with its repository and its cache in the file system that is measured, and set to be fast: nothing is compressed or encrypted where it can be helped.</summary>
internal abstract class PeerKeeper(Ground ground, string source) : Keeper
{
    private string? repository;
    private string? copy;

    public sealed override string Folder => repository ?? throw new InvalidOperationException("it has not begun");

    /// <summary>The peers that are installed, and the names of those that are not.</summary>
    public static (IReadOnlyList<PeerKeeper> Installed, IReadOnlyList<string> Missing) All(Ground ground, string source)
    {
        PeerKeeper[] all = [new ResticKeeper(ground, source), new BorgKeeper(ground, source), new GitKeeper(ground, source)];
        return ([.. all.Where(peer => Machine.Find(peer.Name) is not null)], [.. all.Where(peer => Machine.Find(peer.Name) is null).Select(peer => peer.Name)]);
    }

    public sealed override void Begin()
    {
        End();
        repository = ground.NewPath(Name);
        Initialize();
    }

    public sealed override Command CheckOut()
    {
        copy = Directory.CreateDirectory(ground.NewPath($"{Name}-copy")).FullName;
        return CheckOut(copy);
    }

    public sealed override void DiscardCheckOut()
    {
        if (copy is not null) ground.Discard(copy);
    }

    public sealed override void End()
    {
        if (repository is not null) ground.Discard(repository);
    }

    protected string Source => source;

    protected abstract IReadOnlyDictionary<string, string> Variables { get; }

    protected abstract void Initialize();

    protected abstract Command CheckOut(string target);

    protected Command Command(string folder, params string[] arguments) => new(Name, arguments, folder) { Variables = Variables };

    protected string NewPath(string label) => ground.NewPath(label);
}
