namespace Levain.Tables;

/// <summary>How the bytes of a CSV file stand for characters.</summary>
public enum CsvEncoding
{
    Utf8,
    Latin1,
    Utf16,
}
