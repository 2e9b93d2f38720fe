namespace Levain.Tables;

/// <summary>How objects stand in a file.</summary>
public enum JsonLayout
{
    /// <summary>As the first character of the first file says: a bracket begins an array, a brace an object.</summary>
    Found,

    /// <summary>One array of objects.</summary>
    Array,

    /// <summary>One object after the other, each on one line or on several; a file with but one object is of this kind too.</summary>
    Objects,
}
