namespace Levain.Tables;

/// <summary>What a piece of SQL is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A key word or a name without quotes.</summary>
    Word,

    Number,

    /// <summary>In single quotes, with the letter before them that belongs to it: <c>E'\n'</c>.</summary>
    Text,

    /// <summary>A name in double quotes.</summary>
    Name,

    /// <summary>A text between <c>$$</c> or <c>$tag$</c>.</summary>
    DollarText,

    /// <summary>A parameter: <c>$1</c>, <c>$name</c>.</summary>
    Parameter,

    Operator,

    /// <summary>All from a place on where the rules are not sure: a text that is not closed, a character that SQL has not.</summary>
    Rest,
}
