namespace Levain.Host.Registering;

/// <summary>Who sits here, as others are told of what they decide.</summary>
internal static class PersonHere
{
    public const string Variable = "LEVAIN_USER";

    /// <summary>What the variable says, else the name and address of git's configuration, else the name of the account.</summary>
    public static string Of(string root)
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Trim() is { Length: > 0 } said) return said;
        var git = new Git(root);
        return (git.Setting("user.name"), git.Setting("user.email")) switch
        {
            ({ } name, { } address) => $"{name} <{address}>",
            ({ } name, null) => name,
            (null, { } address) => address,
            _ => Environment.UserName,
        };
    }
}
