namespace Levain.Tables;

/// <summary>How a file becomes rows.</summary>
internal interface ITableFormat
{
    /// <summary>A query that reads them.</summary>
    string Select(string path);
}
