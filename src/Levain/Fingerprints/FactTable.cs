namespace Levain.Fingerprints;

/// <summary>The facts of every member that was looked at, shared by all stages.</summary>
internal sealed class FactTable
{
    private readonly CallerArguments callers = new();
    private readonly Dictionary<(object, int), Facts> known = [];

    public Facts Method(CodeMethod method) => Get((method, 0), () => FactFinder.Of(method, callers));

    public Facts Shape(CodeType type) => Get((type, 1), () => TypeShape.Of(type));

    public Facts Members(CodeType type) => Get((type, 2), () => Serialized.Of(type));

    private Facts Get((object, int) key, Func<Facts> read)
    {
        if (known.TryGetValue(key, out var facts)) return facts;
        return known[key] = read();
    }
}
