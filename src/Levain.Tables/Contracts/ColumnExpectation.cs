namespace Levain.Tables;

/// <summary>What a column must satisfy: it is there, of a type, and each of its values passes the rules. Nulls pass all of them but <see cref="Complete"/>.</summary>
public sealed record ColumnExpectation : Expectation
{
    public required string Name { get; init; }

    /// <summary>Null when any type will do.</summary>
    public ColumnType? Type { get; init; }

    /// <summary>True when the column may be missing.</summary>
    public bool IsOptional { get; init; }

    public IReadOnlyList<ColumnRule> Rules { get; init; } = [];

    public ColumnExpectation Is(ColumnType type) => this with { Type = type };

    public ColumnExpectation Optional() => this with { IsOptional = true };

    /// <summary>Both ends belong to the range. NaN is in no range.</summary>
    public ColumnExpectation Between(Bound least, Bound most) => With(new RangeRule { Least = least, Most = most });

    public ColumnExpectation AtLeast(Bound least) => With(new RangeRule { Least = least });

    public ColumnExpectation AtMost(Bound most) => With(new RangeRule { Most = most });

    public ColumnExpectation MoreThan(Bound bound) => With(new RangeRule { Least = bound, IsAboveLeast = true });

    public ColumnExpectation LessThan(Bound bound) => With(new RangeRule { Most = bound, IsBelowMost = true });

    public ColumnExpectation OneOf(params IReadOnlyList<string> values) => With(new OneOfRule { Texts = values });

    public ColumnExpectation OneOf(params IReadOnlyList<long> values) => With(new OneOfRule { Numbers = values });

    /// <summary>The whole text matches a regular expression in the syntax of RE2, whose time is bounded by the length of the text.</summary>
    public ColumnExpectation Matches(string pattern) => With(new PatternRule { Pattern = pattern });

    /// <param name="share">How many of the values must be there: 1 is all of them.</param>
    public ColumnExpectation Complete(double share = 1) => With(new CompleteRule { Share = share });

    /// <summary>Neither NaN nor infinite.</summary>
    public ColumnExpectation Finite() => With(new FiniteRule());

    /// <summary>No value stands there twice.</summary>
    public ColumnExpectation Unique() => With(new UniqueRule());

    /// <summary>Each value stands in a column of another table.</summary>
    public ColumnExpectation References(Artifact<Table> table, string column) => With(new ReferenceRule { Table = table, Column = column });

    internal override void AddTo(ContractPlan plan)
    {
        if (plan.Find(Name) is not { } field)
        {
            if (!IsOptional) plan.Fail($"column `{Name}` is missing{plan.Nearest(Name)}");
        }
        else if (Type is not null && field.Type != Type)
        {
            // What the rules would say of another type is noise.
            plan.Fail($"column `{Name}` is {field.Type}, not {Type}");
        }
        else
        {
            plan.Pass();
            foreach (var rule in Rules) rule.AddTo(plan, field);
        }
    }

    private ColumnExpectation With(ColumnRule rule) => this with { Rules = [.. Rules, rule] };
}
