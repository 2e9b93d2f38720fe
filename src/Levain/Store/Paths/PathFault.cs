namespace Levain.Store;

/// <summary>What is wrong with a materialized path: the relative path, in words, and the file that should have been there.</summary>
internal sealed record PathFault(string Path, string What, Digest? Expected);

/// <summary>Carries a fault out of the work that found it; nobody else sees it.</summary>
internal sealed class PathFaultException(PathFault fault) : Exception(fault.What)
{
    public PathFault Fault => fault;
}
