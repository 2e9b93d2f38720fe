namespace Levain.Learning;

/// <summary>How the names of features are written.</summary>
public enum NameStyle
{
    /// <summary>As the columns and values are: <c>ShotZoneBasic_In The Paint (Non-RA)</c>.</summary>
    AsIs,

    /// <summary>Letters and digits, with one <c>_</c> for whatever is between them: <c>ShotZoneBasic_In_The_Paint_Non_RA</c>.</summary>
    Words,

    /// <summary>As <see cref="Words"/>, in small letters.</summary>
    LowerWords,
}
