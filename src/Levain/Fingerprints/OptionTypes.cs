using System.Reflection.Metadata;

namespace Levain.Fingerprints;

/// <summary>The types of the objects that a pipeline may put into the options of a stage. The stage calls them, and no code that it reaches constructs them.</summary>
internal static class OptionTypes
{
    public static Ordered<CodeType> Of(CodeType stage)
    {
        Ordered<CodeType> found = new();
        HashSet<string> seen = new(StringComparer.Ordinal);
        Collect(stage);
        for (var i = 0; i < found.Count; i++) Collect(found[i]);
        return found;

        void Collect(CodeType owner)
        {
            foreach (var one in owner.Chain())
                foreach (var handle in one.Definition.GetProperties())
                    Add(one.Module.Reader.GetPropertyDefinition(handle).DecodeSignature(one.Module.Names, 0).ReturnType);
        }

        void Add(TypeName type)
        {
            // An input is an artifact: its codec counts where it is read.
            if (type.Definition is { Entry.IsBoundary: true }) return;
            if (type is NamedType name && seen.Add(name.FullName)) AddAssignable(name);
            foreach (var part in type.Parts) Add(part);
        }

        void AddAssignable(NamedType name)
        {
            if (name.Entry is { IsWalked: true } own && !own.IsEnum && !own.IsInterface) found.Add(own);
            // The collections of the framework hold options, they are not implemented by them.
            if (name.Entry is null && name.FullName.StartsWith("System.Collections.", StringComparison.Ordinal) && !name.FullName.Contains("Comparer", StringComparison.Ordinal)) return;
            if (name.Entry is null && name.FullName is "System.Type" or "System.ValueType" or "System.Enum") return;
            foreach (var module in new[] { stage.Module, name.Entry?.Module }.OfType<CodeModule>().Distinct())
                foreach (var type in module.Types.Where(type => type is { IsWalked: true, IsGenerated: false, IsInterface: false } && Derives(type, name.FullName)))
                    found.Add(type);
        }
    }

    private static bool Derives(CodeType type, string name) =>
        type.Chain().Any(one => one.Base?.Definition?.FullName == name || one.Interfaces.Any(face => face.Definition?.FullName == name));
}
