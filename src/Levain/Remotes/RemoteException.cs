namespace Levain.Remotes;

/// <summary>Why a remote did not do what it was asked for.</summary>
public enum RemoteFault
{
    /// <summary>It does not answer, or breaks off: another time it may.</summary>
    Unreachable,

    /// <summary>It wants other credentials, or takes nothing from us.</summary>
    Refused,

    /// <summary>It answers what it should not.</summary>
    Wrong,
}

/// <summary>A remote failed. On reading that is a miss; only who pushes has to be told.</summary>
public sealed class RemoteException(string message, RemoteFault fault, string? hint = null, Exception? inner = null) : BuildException(message, hint, inner)
{
    public RemoteFault Fault => fault;
}
