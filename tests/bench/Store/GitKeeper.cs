namespace Levain.Bench;

/// <summary>One object for each file, nothing cut, nothing compressed. It syncs no loose object.</summary>
internal sealed class GitKeeper(Ground ground, string source) : PeerKeeper(ground, source)
{
    public override string Name => "git";

    protected override IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string> { ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_CONFIG_NOSYSTEM"] = "1" };

    public override Command Add() => Git("add", "-A");

    public Command Status() => Git("status", "--porcelain");

    public void Commit() => Git("commit", "-q", "--allow-empty", "-m", "bench").Run();

    public Command Push(string remote) => Git("push", "-q", remote, "HEAD:refs/heads/bench");

    public Command Clone(string remote, string target) => Command("/", "clone", "-q", "--bare", "--no-local", remote, target);

    /// <summary>An empty repository to push to.</summary>
    public string NewRemote()
    {
        var remote = NewPath("git-remote");
        Command("/", "init", "-q", "--bare", remote).Run();
        return remote;
    }

    protected override Command CheckOut(string target) => Git("checkout-index", "-a", $"--prefix={target}/");

    protected override void Initialize()
    {
        Command("/", "init", "-q", "--bare", Folder).Run();
        string[][] settings = [["core.bare", "false"], ["core.compression", "0"], ["gc.auto", "0"], ["user.name", "bench"], ["user.email", "bench@localhost"]];
        foreach (var setting in settings) Command("/", ["--git-dir", Folder, "config", .. setting]).Run();
    }

    private Command Git(params string[] arguments) => Command("/", ["--git-dir", Folder, "--work-tree", File.Exists(Source) ? Path.GetDirectoryName(Source)! : Source, .. arguments]);
}
