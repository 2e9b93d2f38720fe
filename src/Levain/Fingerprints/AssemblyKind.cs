namespace Levain.Fingerprints;

/// <summary>Whose code an assembly holds: ours is read, a package counts by its identity, the framework by its version.</summary>
public enum AssemblyKind
{
    Own,
    Package,
    Framework,
}
