namespace Levain.Planning;

/// <summary>One <c>Stage.Option=value</c>. The stage may be a name, such as <c>TrainTrees[hockey]</c>, or a type, which means all of its stages.</summary>
internal sealed record OptionOverride(string Stage, IReadOnlyList<string> Path, string Value)
{
    public static OptionOverride Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var closing = text.IndexOf(']', StringComparison.Ordinal);
        // A label may hold dots: the option begins after the bracket.
        var dot = text.IndexOf('.', closing >= 0 && closing < equals ? closing : 0);
        if (equals < 0 || dot <= 0 || dot > equals)
            throw new UsageException($"`--set {text}` is not of the form Stage.Option=value", "for example `--set TrainModel.Seed=18`");

        var path = text[(dot + 1)..equals].Split('.');
        return path.Any(string.IsNullOrWhiteSpace)
            ? throw new UsageException($"`--set {text}` has an empty option name", "for example `--set TrainModel.Seed=18`")
            : new OptionOverride(text[..dot], path, text[(equals + 1)..]);
    }

    public bool Names(Stage stage) =>
        string.Equals(stage.Name, Stage, StringComparison.OrdinalIgnoreCase) || string.Equals(stage.GetType().Name, Stage, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{Stage}.{string.Join('.', Path)}={Value}";
}
