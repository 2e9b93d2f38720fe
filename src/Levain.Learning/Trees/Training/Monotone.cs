namespace Levain.Learning;

/// <summary>How the prediction may follow a feature when all others stay as they are.</summary>
public enum Monotone
{
    /// <summary>Never falls when the feature rises.</summary>
    Rising,

    /// <summary>Never rises when the feature rises.</summary>
    Falling,
}
