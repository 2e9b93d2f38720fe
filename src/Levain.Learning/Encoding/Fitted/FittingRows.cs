namespace Levain.Learning.Encoders;

/// <summary>Training rows, as encoders are fitted on them.</summary>
internal sealed class FittingRows(Table table, RawFields fields, NameStyle style)
{
    public Table Table => table;

    public RawFields Fields => fields;

    /// <summary>An input that is a number.</summary>
    public FittedInput Numbers(Input input) => Read(input).Numeric();

    /// <summary>An input whose values can be told apart.</summary>
    public FittedInput Keys(Input input) => Read(input).Keyed();

    public FittedInput Text(string column) => Read(column).Textual();

    public FittedInput Key(string column) => Read(column);

    /// <summary>A column that orders training rows; single rows need not have it.</summary>
    public void Order(string column) => _ = table[column];

    public string Name(string template, Input input, string value = "", string lag = "") => style.Styled(NameTemplate.Filled(template, place => place switch
    {
        "column" => input.Says,
        "value" => value,
        _ => lag,
    }));

    private FittedInput Read(Input input) => new(fields, input);
}
