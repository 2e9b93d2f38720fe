namespace Levain.Learning.Encoders;

/// <summary>What a raw field holds.</summary>
internal enum RawForm
{
    Number,

    /// <summary>A number that is rounded to single precision before anything is done with it, because training rows were.</summary>
    Single,
    Truth,
    Text,

    /// <summary>A date, or a date and time of day without a zone.</summary>
    Time,

    /// <summary>A moment, in UTC.</summary>
    Moment,
}
