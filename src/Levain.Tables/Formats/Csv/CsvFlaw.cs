namespace Levain.Tables.Csv;

/// <summary>What is wrong with the form of a record.</summary>
internal enum CsvFlaw
{
    None,
    OpenQuote,
    BehindQuote,
    FieldCount,
    TooLong,
    ZeroByte,
    Encoding,
}
