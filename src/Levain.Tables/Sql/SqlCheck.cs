using System.Text.Json;
using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Reads a query as DuckDB parses it, and refuses what would make its result depend on more than its inputs.</summary>
/// <param name="place">Makes an error of a place in the query.</param>
internal sealed class SqlCheck(IReadOnlyCollection<string> inputs, bool isParallel, Func<int?, string, string?, BuildException> place)
{
    private readonly HashSet<string> known = new(inputs, StringComparer.OrdinalIgnoreCase);

    /// <param name="tree">What <c>json_serialize_sql</c> gives.</param>
    public void Check(string tree)
    {
        using var json = JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = 2048 });
        var root = json.RootElement;
        if (root.GetProperty("error").GetBoolean()) throw Unread(root);
        var statements = root.GetProperty("statements");
        if (statements.GetArrayLength() != 1) throw place(null, statements.GetArrayLength() == 0 ? "there is no query" : "there is more than one statement", "a SQL stage is one SELECT: name its steps in a WITH clause");

        var query = statements[0];
        AddNamed(query);
        Walk(query);
    }

    private BuildException Unread(JsonElement error)
    {
        var message = error.GetProperty("error_message").GetString() ?? "";
        if (message.StartsWith("Only SELECT", StringComparison.Ordinal)) return place(0, "this is no SELECT", "a SQL stage is one SELECT over its inputs: its rows are the output");
        return place(error.TryGetProperty("position", out var at) && int.TryParse(at.GetString(), out var position) ? position : null, new DuckException("Parser", message).Message, null);
    }

    // Names of WITH clauses; one that stands elsewhere in the query is told by the binder.
    private void AddNamed(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                if (element.TryGetProperty("cte_map", out var named))
                    foreach (var each in named.GetProperty("map").EnumerateArray()) known.Add(each.GetProperty("key").GetString()!);
                foreach (var property in element.EnumerateObject()) AddNamed(property.Value);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) AddNamed(item);
                break;
        }
    }

    private void Walk(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                CheckNode(element);
                foreach (var property in element.EnumerateObject()) Walk(property.Value);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Walk(item);
                break;
        }
    }

    private void CheckNode(JsonElement node)
    {
        if (Text(node, "class") is { } kind) CheckExpression(node, kind);
        else if (Text(node, "type") == "BASE_TABLE") CheckTable(node);
        else if (Text(node, "type") == "TABLE_FUNCTION") CheckTableFunction(node);
        else if (isParallel && Text(node, "type") is "LIMIT_MODIFIER" or "LIMIT_PERCENT_MODIFIER") throw place(null, "LIMIT takes other rows in another order", NotParallel);

        if (node.TryGetProperty("sample", out var sample) && sample.ValueKind == JsonValueKind.Object && (!sample.TryGetProperty("seed", out var seed) || seed.GetRawText() == "-1" || isParallel))
            throw place(At(node), "a sample gives other rows each time", "take rows by `hash(key) % 100 < …`, or add REPEATABLE (seed)");
    }

    private void CheckExpression(JsonElement node, string kind)
    {
        if (kind is "FUNCTION" or "WINDOW" && Text(node, "function_name") is { } name)
        {
            if (SqlRules.OfFunction(name) is var (why, hint)) throw place(At(node), why, hint);
            if (isParallel) CheckOrder(node, kind, name);
            if (name.StartsWith("list_aggr", StringComparison.OrdinalIgnoreCase) || name.StartsWith("array_aggr", StringComparison.OrdinalIgnoreCase) || name == "aggregate")
                foreach (var constant in Constants(node))
                    if (SqlRules.OfFunction(constant) is var (because, instead)) throw place(At(node), because, instead);
        }
        else if (kind == "COLUMN_REF" && node.GetProperty("column_names") is var names && names.GetArrayLength() == 1 && SqlRules.IsClock(names[0].GetString()!))
        {
            var (because, instead) = SqlRules.OfFunction(names[0].GetString()!)!.Value;
            throw place(At(node), because, instead);
        }
    }

    // With several threads rows reach an aggregate in any order.
    private void CheckOrder(JsonElement node, string kind, string name)
    {
        if (kind == "WINDOW") throw place(At(node), $"a window over `{name}` depends on the order of ties", NotParallel);
        if (!SqlAggregates.Contains(name) || SqlRules.IsOfAnyOrder(name) && name != "sum") return;
        if (name == "sum" && node.GetProperty("children") is var children && children.GetArrayLength() == 1 && Text(children[0], "class") == "CAST" && IsExact(children[0])) return;
        if (name != "sum" && node.TryGetProperty("order_bys", out var order) && order.GetProperty("orders").GetArrayLength() > 0) return;
        throw place(At(node), $"`{name}` may depend on the order of its rows", name == "sum" ? "with `TotalOrder`, sum what is exact: `sum(x::BIGINT)` or `sum(x::DECIMAL(18, 3))`" : NotParallel);
    }

    private static bool IsExact(JsonElement cast) => Text(cast.GetProperty("cast_type"), "id") is { } type && (type.EndsWith("INT", StringComparison.Ordinal) || type is "INTEGER" or "DECIMAL");

    private void CheckTable(JsonElement node)
    {
        var name = Text(node, "table_name")!;
        var schema = Text(node, "schema_name");
        if (!string.IsNullOrEmpty(schema) || !string.IsNullOrEmpty(Text(node, "catalog_name"))) throw place(At(node), $"`{schema}.{name}` is none of the stage's inputs", "a query sees its inputs only, without a schema");
        if (!known.Contains(name)) throw place(At(node), $"`{name}` is none of the stage's inputs", NearestName.Hint(name, inputs));
    }

    private void CheckTableFunction(JsonElement node)
    {
        var name = Text(node.GetProperty("function"), "function_name")!;
        if (!SqlRules.IsTableFunction(name)) throw place(At(node), $"`{name}` reads what is none of the stage's inputs", "name the data among the inputs of the stage, and it is part of the key");
    }

    private const string NotParallel = "leave `TotalOrder` out: with one thread rows come in their order";

    private static IEnumerable<string> Constants(JsonElement node) =>
        node.GetProperty("children").EnumerateArray()
            .Where(child => Text(child, "class") == "CONSTANT" && child.GetProperty("value").TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String)
            .Select(child => child.GetProperty("value").GetProperty("value").GetString()!);

    private static string? Text(JsonElement node, string property) => node.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? At(JsonElement node) => node.TryGetProperty("query_location", out var at) && at.TryGetInt32(out var position) ? position : null;
}
