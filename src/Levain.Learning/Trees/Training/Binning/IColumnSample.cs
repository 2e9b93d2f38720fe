namespace Levain.Learning.Training;

/// <summary>Values of each feature, enough of them to find cuts by.</summary>
internal interface IColumnSample
{
    void Add(int start, FeatureMatrix piece, Crew crew);

    /// <summary>May have missing ones among them.</summary>
    float[] Values(int feature);

    double MissingShare(int feature);
}
