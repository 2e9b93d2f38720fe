using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Levain.Planning;

/// <summary>Reads the properties of stage records: the canonical text of every option, and every input.</summary>
/// <remarks>Only properties that can be set count: a computed property is code, and code has its own part in the key.</remarks>
internal sealed class StageReader
{
    // An option deeper than this is a record that contains itself.
    private const int DeepestOption = 32;

    private readonly ConcurrentDictionary<Type, PropertyInfo[]> properties = new();

    public StageParts Read(Stage stage)
    {
        var reading = new Reading(this, stage);
        // A stage can read its own label, so it may decide bytes.
        if (stage.Label is not null) reading.Add(stage.Label, nameof(Stage.Label), typeof(string), depth: 0);
        foreach (var property in PropertiesOf(stage.GetType()))
            reading.Add(reading.Value(property, stage, property.Name), property.Name, property.PropertyType, depth: 0);
        return reading.Finish();
    }

    /// <summary>The settable public properties of a record, in ordinal order; those of <see cref="Stage"/> itself are left out: limits decide when a stage runs, not what it makes.</summary>
    public PropertyInfo[] PropertiesOf(Type type) => properties.GetOrAdd(type, static type =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property is { CanRead: true, CanWrite: true } && property.GetIndexParameters().Length == 0 && property.DeclaringType != typeof(Stage))
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .ToArray());

    private sealed class Reading(StageReader reader, Stage stage)
    {
        private readonly List<KeyValuePair<string, string>> options = [];
        private readonly List<StageInput> inputs = [];
        private readonly SortedList<string, Type> types = new(StringComparer.Ordinal);

        public StageParts Finish() => new(options, inputs) { OptionTypes = [.. types.Values] };

        public object? Value(PropertyInfo property, object owner, string path)
        {
            try
            {
                return property.GetValue(owner);
            }
            catch (TargetInvocationException thrown) when (thrown.InnerException is { } inner)
            {
                throw new BuildException($"option `{path}` of stage `{stage.Name}` cannot be read: {UserCode.Says(inner)}", inner: inner);
            }
        }

        public void Add(object? value, string path, Type declared, int depth)
        {
            if (depth > DeepestOption)
                throw new BuildException($"option `{path}` of stage `{stage.Name}` contains itself or is nested deeper than {DeepestOption} levels");

            switch (value)
            {
                case Artifact artifact: inputs.Add(new StageInput(path, artifact.Origin)); break;
                case Stage made: inputs.Add(new StageInput(path, new Origin.Made(made))); break;
                case var _ when OptionText.OfScalar(value) is { } text: options.Add(new(path, text)); break;
                case ITuple tuple: AddTuple(tuple, path, depth); break;
                case IDictionary map: AddMap(map, path, depth); break;
                case IEnumerable items: AddItems(items, path, depth); break;
                default: AddRecord(value!, path, declared, depth); break;
            }
        }

        private void AddTuple(ITuple tuple, string path, int depth)
        {
            for (var i = 0; i < tuple.Length; i++) Add(tuple[i], $"{path}.Item{i + 1}", typeof(object), depth + 1);
        }

        private void AddMap(IDictionary map, string path, int depth)
        {
            if (map.Count == 0) options.Add(new(path, "{}"));
            foreach (var (key, value) in Entries(map, path).OrderBy(entry => entry.Key, StringComparer.Ordinal))
                Add(value, $"{path}[{key}]", typeof(object), depth + 1);
        }

        private IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary map, string path)
        {
            foreach (DictionaryEntry entry in map)
                yield return new(entry.Key as string ?? OptionText.OfScalar(entry.Key) ?? throw Unreadable(path, entry.Key.GetType()), entry.Value);
        }

        private void AddItems(IEnumerable items, string path, int depth)
        {
            var type = items.GetType();
            if (type.IsGenericType && type.Name.StartsWith("ImmutableArray", StringComparison.Ordinal) && items.Equals(Activator.CreateInstance(type)))
                throw new BuildException($"option `{path}` of stage `{stage.Name}` is an immutable array that was never set", "give it a value, such as `[]`");

            if (IsSet(type))
            {
                AddSet(items, path);
                return;
            }

            if (!IsList(type)) throw Unreadable(path, type);
            var index = 0;
            foreach (var item in items) Add(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), typeof(object), depth + 1);
            if (index == 0) options.Add(new(path, "[]"));
        }

        // A set has no order of its own: sorted by what its members say.
        private void AddSet(IEnumerable items, string path)
        {
            var texts = items.Cast<object?>().Select(item => OptionText.OfScalar(item) ?? throw Unreadable(path, item!.GetType())).Order(StringComparer.Ordinal);
            options.Add(new(path, $"{{{string.Join(", ", texts)}}}"));
        }

        private void AddRecord(object value, string path, Type declared, int depth)
        {
            var type = value.GetType();
            var properties = value is Delegate ? [] : reader.PropertiesOf(type);
            if (value is Stream || properties.Length == 0 && (type == declared || value is Delegate || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true)) throw Unreadable(path, type);

            // A derived record is another choice than its base, even with equal properties.
            if (type != declared && Nullable.GetUnderlyingType(declared) != type) options.Add(new($"{path}.$type", type.FullName ?? type.Name));
            if (type != declared && type.Assembly != stage.GetType().Assembly && type.Assembly != typeof(object).Assembly) types[type.AssemblyQualifiedName ?? type.ToString()] = type;
            foreach (var property in properties) Add(Value(property, value, $"{path}.{property.Name}"), $"{path}.{property.Name}", property.PropertyType, depth + 1);
        }

        // A lazy sequence could give other items each time it is walked.
        private static bool IsList(Type type) => type.IsArray || type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReadOnlyList<>));

        private static bool IsSet(Type type) => type.GetInterfaces().Any(face => face.IsGenericType && (face.GetGenericTypeDefinition() == typeof(IReadOnlySet<>) || face.GetGenericTypeDefinition() == typeof(ISet<>)));

        private BuildException Unreadable(string path, Type type) => new(
            $"option `{path}` of stage `{stage.Name}` is a `{type.Name.Split('`')[0]}`, which has no canonical text and so cannot be part of a key",
            "use numbers, strings, enums, dates, records of these, or lists, sets and dictionaries of these");
    }
}
