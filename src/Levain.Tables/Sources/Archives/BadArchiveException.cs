namespace Levain.Tables.Sources.Archives;

/// <summary>What is wrong with an archive or a member of it, for the end of a sentence that names both.</summary>
internal sealed class BadArchiveException(string message, string? hint = null) : BuildException(message, hint);
