namespace Levain.Tables;

/// <summary>What a query may not say, because its result would depend on more than its inputs.</summary>
internal static class SqlRules
{
    private const string Clock = "a result must not depend on when it is made: pass the time as an option", Machine = "a result must not depend on the machine", Chance = "a result must not depend on chance: take `hash(…)` of a key";

    private static readonly Dictionary<string, string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        ["now"] = Clock, ["today"] = Clock, ["current_date"] = Clock, ["current_timestamp"] = Clock, ["current_time"] = Clock, ["localtime"] = Clock, ["localtimestamp"] = Clock,
        ["get_current_time"] = Clock, ["get_current_timestamp"] = Clock, ["transaction_timestamp"] = Clock, ["txid_current"] = Clock,
        ["random"] = Chance, ["setseed"] = Chance, ["uuid"] = Chance, ["gen_random_uuid"] = Chance, ["uuidv4"] = Chance, ["uuidv7"] = Chance, ["reservoir_quantile"] = Chance,
        ["current_connection_id"] = Machine, ["current_query"] = Machine, ["current_query_id"] = Machine, ["current_transaction_id"] = Machine, ["current_setting"] = Machine, ["getenv"] = Machine,
        ["stats"] = Machine, ["sleep_ms"] = Machine, ["write_log"] = Machine, ["version"] = Machine, ["nextval"] = Machine, ["currval"] = Machine, ["getvariable"] = Machine,
        ["current_database"] = Machine, ["current_schema"] = Machine, ["current_schemas"] = Machine, ["in_search_path"] = Machine,
    };

    private static readonly HashSet<string> OfLibm = new(StringComparer.OrdinalIgnoreCase)
    {
        "acos", "acosh", "asin", "asinh", "atanh", "cosh", "sinh", "cbrt", "cot", "gamma", "lgamma", "entropy", "list_entropy", "geomean", "geometric_mean",
        "kurtosis", "kurtosis_pop", "list_kurtosis", "list_kurtosis_pop", "skewness", "list_skewness", "approx_quantile", "approx_count_distinct", "list_approx_count_distinct",
    };

    private static readonly HashSet<string> TableFunctions = new(StringComparer.OrdinalIgnoreCase) { "range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree" };

    private static readonly HashSet<string> OfAnyOrder = new(StringComparer.OrdinalIgnoreCase)
    {
        "count", "count_star", "countif", "count_if", "min", "max", "bool_and", "bool_or", "bit_and", "bit_or", "bit_xor", "quantile_disc", "quantile_cont", "median", "histogram", "sum",
    };

    /// <summary>Why a function may not be called, and what to do instead; null when it may.</summary>
    public static (string Why, string Hint)? OfFunction(string name) =>
        Refused.TryGetValue(name, out var hint) ? ($"`{name}` gives something else each time", hint)
        : OfLibm.Contains(name) ? ($"`{name}` gives other bits on other processors", "write it with `exp`, `ln`, `pow`, `sin`, `cos`, `tan`, `atan`, `atan2`, `tanh` and the four operations, which are Levain's own here, or compute it in a C# stage with `Levain.Numerics`")
        : null;

    /// <summary>A name that is the clock's unless a column has it.</summary>
    public static bool IsClock(string name) => Refused.GetValueOrDefault(name) == Clock && name.StartsWith("current_", StringComparison.OrdinalIgnoreCase) | name.StartsWith("local", StringComparison.OrdinalIgnoreCase);

    public static bool IsTableFunction(string name) => TableFunctions.Contains(name);

    /// <summary>True when an aggregate gives the same result in whatever order its rows come; a sum does where its numbers are exact.</summary>
    public static bool IsOfAnyOrder(string aggregate) => OfAnyOrder.Contains(aggregate);
}
