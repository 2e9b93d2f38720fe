namespace Levain.Tests.Fingerprints;

/// <summary>The edits that fingerprints must tell apart.</summary>
internal static partial class Edits
{
    public static IReadOnlyList<Edit> Harmless { get; } =
    [
        new("a comment", "", """
            // «one¦another
            // over two lines»
            $A: return new Text(H.Twice(2).ToString());
            $B: return new Text("b");
            static class H { public static int Twice(int x) /* «¦twice
            as much» */ => x * 2; }
            """),
        new("formatting", "", """
            $A: return new Text(H.Twice(2).ToString());
            $B: return new Text("b");
            static class H { public static int Twice(int x) «=> x * 2;¦{
                return x * 2;
            }» }
            """),
        new("a renamed local", "", """
            $A: return new Text(H.Twice(2).ToString());
            $B: return new Text("b");
            static class H { public static int Twice(int x) { var «y¦twice» = x + 1; for (var i = 0; i < 3; i++) «y¦twice» += i; return «y¦twice»; } }
            """),
        new("a renamed local that a caller attribute of the framework picks up", "", """
            $A: return new Text(H.Length("x")!);
            $B: return new Text("b");
            static class H { public static string Length(string x) { string? «y¦some» = x.Length > 3 ? x : null; ArgumentNullException.ThrowIfNull(«y¦some»); return «y¦some»; } }
            """),
        new("a renamed local that a caller attribute of ours picks up", "", """
            $A: return new Text(H.Length(1).ToString());
            $B: return new Text("b");
            static class H
            {
                static int Check(int value, int least = 0, [CallerArgumentExpression(nameof(value))] string text = "") => value > least ? value : throw new Exception(text);
                public static int Length(int x) { var «y¦some» = x * x; «y¦some» += x; return Check(«y¦some») + Check(«y¦some» * 2, 3); }
            }
            """),
        new("lines before a call whose line a caller attribute picks up", "", """
            «¦



            // 300 lines would need a longer constant
            #line 700
            »
            $A: return new Text(H.Where(1).ToString());
            $B: return new Text("b");
            static class H
            {
                static int Log(int value, [CallerMemberName] string member = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => value + member.Length + file.Length + line;
                public static int Where(int x) { if (x > 3) return Log(x); while (x < 9) x += Log(x); return Log(x); }
            }
            """),
        new("a renamed local that is used once, and that a caller attribute picks up", "", """
            $A: return new Text(H.Length("x") + H.Once("y") + await H.Later("z"));
            $B: return new Text("b");
            static class H
            {
                public static string Length(string x) { var «y¦some» = x.Trim(); ArgumentNullException.ThrowIfNull(«y¦some»); return «y¦some» + 1; }
                public static string Once(string x) { var «y¦some» = x.Trim(); ArgumentException.ThrowIfNullOrEmpty(«y¦some»); return x; }
                public static async Task<int> Later(string x) { await Task.Yield(); var «y¦some» = await Task.FromResult(x); ArgumentNullException.ThrowIfNull(«y¦some»); return «y¦some».Length; }
            }
            """),
        new("a renamed local in all kinds of arguments that a caller attribute picks up", "", """
            $A: return new Text(H.Sum(1, [2, 3]).ToString());
            $B: return new Text("b");
            static class H
            {
                static T Check<T>(this T value, int least = 0, [CallerArgumentExpression(nameof(value))] string text = "") => text.Length > least ? value : throw new Exception(text);
                static int Plain(int least, int value, [CallerArgumentExpression("value")] string text = "") => text.Length > least ? value : 3;
                public static int Sum(int x, int[] ys)
                {
                    int «y¦some» = x * x, z = x;
                    «y¦some» += ys.Length;
                    var text = $"{Check(«y¦some»)} (, {"q,".Check()} {{ {Plain(1, «y¦some» + 2):d}";
                    Func<int, int> f = «a¦each» => Plain(0, «a¦each» + z) + Plain(2, value: «y¦some» /* not, this */ * 2);
                    foreach (var «i¦item» in ys.Check()) z += «i¦item».Check() + H.Check(«i¦item» * 2) + H.Check<int>(least: 1, value: ys[«i¦item»]);
                    int Local(int q, [CallerArgumentExpression(nameof(q))] string t = "") => q + t.Length;
                    z += Local(«y¦some», t: "fixed");
                    return «y¦some».Check(1) + (ys.Length > 2 ? Check(f)(«y¦some») : 0) + Local(
                        «y¦some» + ys[0]) + new Made(«y¦some»).X + text.Length + ys.Select(«p¦part» => «p¦part».Check(least: 3)).Sum() + z;
                }
            }
            sealed class Made(int x, [CallerArgumentExpression(nameof(x))] string t = "") { public int X => x + t.Length; }
            """),
        new("lines before and within a statement whose line a caller attribute picks up", "", """
            «¦


            »
            $A: return new Text(H.Where(1).ToString());
            $B: return new Text("b");
            static class H
            {
                static int Log(int value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => value + file.Length + line;
                public static int Where(int x) =>«¦
                    »Log(x) +«¦
                    » Log(x + 1);
            }
            """),
        new("a renamed captured local", "", """
            $A: return new Text(H.Sum(2).ToString());
            $B: return new Text("b");
            static class H { public static int Sum(int x) { var «y¦some» = x; var other = 3; Func<int, int> f = z => z + «y¦some» * other; «y¦some»++; return f(other); } }
            """),
        new("a renamed local that lives across an await, a yield and an await foreach", "", """
            $A: var «y¦kept» = 1; await Task.Yield(); foreach (var i in H.Count(«y¦kept»)) «y¦kept» += i; await foreach (var j in H.Later(«y¦kept»)) «y¦kept» += j; return new Text(«y¦kept».ToString());
            $B: return new Text("b");
            static class H
            {
                public static IEnumerable<int> Count(int x) { var «a¦b» = x; yield return «a¦b»; «a¦b»++; yield return «a¦b»; }
                public static async IAsyncEnumerable<int> Later(int x) { var «a¦b» = x; await Task.Yield(); yield return «a¦b»; «a¦b»++; yield return «a¦b»; }
            }
            """),
        new("unrelated methods, lambdas, closures, iterators and local functions before and after", "", """
            $A: return new Text(H.Run(2).ToString() + string.Join(",", H.Items(3)) + H.Local(3) + await H.Later(3) + H.Group());
            $B: return new Text("b");
            static class H
            {
                «¦public static int Before(int x) { Func<int, int> f = y => y + 7; Func<int> g = () => x; int Inner(int q) => q + x; return f(x) + g() + Inner(3); }
                public static IEnumerable<int> BeforeItems() { yield return 1; yield return 99; }
                public static async Task BeforeLater() { await Task.Delay(1); await Task.Yield(); }
                public static Comparison<int> BeforeGroup() => Cube;»
                public static int Run(int x) { Func<int, int> f = y => y + 1; Func<int> g = () => x * 2; return f(x) + g(); }
                public static IEnumerable<int> Items(int n) { for (var i = 0; i < n; i++) yield return i; }
                public static int Local(int x) { int Add(int q) => q + x; static int Mul(int q) => q * 3; return Add(2) + Mul(4); }
                public static async Task<int> Later(int x) { await Task.Yield(); return x; }
                public static int Group() { List<int> l = [3, 1]; l.Sort(Compare); return l[0]; }
                static int Compare(int a, int b) => a - b;
                «¦static int Cube(int a, int b) => b * a * a;
                public static int After(int x) { Func<int, int> f = y => y + 8; int Inner(int q) => q - x; return f(x) + Inner(3); }»
            }
            """),
        new("an unrelated class with ToString, Equals and Dispose", "", """
            «¦sealed class Before : IDisposable { public override string ToString() => "x"; public override bool Equals(object? o) => false; public override int GetHashCode() => 3; public void Dispose() => H.Twice(3); }»
            $A: using (var o = new Used()) return new Text(H.Twice(2).ToString() + o);
            $B: return new Text("b");
            static class H { public static int Twice(int x) => x * 2; }
            sealed class Used : IDisposable { public void Dispose() { } }
            sealed class Unused : IDisposable { public override string ToString() => «"x"¦"y"»; public override bool Equals(object? o) => «false¦true»; public override int GetHashCode() => 3; public void Dispose() => H.Twice(«3¦4»); }
            """),
        new("an unrelated array, string switch, anonymous type, tuple and collection expression elsewhere in the file", "", """
            «¦static class Before
            {
                public static int[] Data => [9, 8, 7, 6, 5]; public static ReadOnlySpan<byte> Bytes => [1, 2, 3, 9, 9]; public static object Anonymous => new { X = 1, Y = "z" };
                public static int Switch(string s) => s switch { "a" => 1, "b" => 2, "c" => 3, "d" => 4, "e" => 5, "f" => 6, "g" => 7, "hh" => 8, _ => 0 };
                public static IReadOnlyList<string> List => ["p", "q"]; public static dynamic? D(dynamic d) => d.Foo();
            }»
            $A: return new Text(H.Switch("x").ToString() + H.Data.Length + H.Bytes.Length + H.Anonymous + H.List.Count + H.Join(1, "b", 3));
            $B: return new Text("b");
            static class H
            {
                public static int[] Data => [1, 2, 3, 4, 5]; public static ReadOnlySpan<byte> Bytes => [1, 2, 3, 4, 5]; public static object Anonymous => new { Z = 1 };
                public static int Switch(string s) => s switch { "one" => 1, "two" => 2, "three" => 3, "four" => 4, "five" => 5, "six" => 6, "seven" => 7, "eight" => 8, _ => 0 };
                public static IReadOnlyList<string> List => ["x", "y", "z"];
                public static string Join(params ReadOnlySpan<object> parts) => string.Concat(parts.ToArray());
            }
            """),
        new("an override on a type that no reached code constructs", "", """
            $A: Shape s = new Square(); return new Text(s.Area().ToString());
            $B: return new Text("b");
            abstract class Shape { public abstract int Area(); }
            sealed class Square : Shape { public override int Area() => 4; }
            sealed class Circle : Shape { public override int Area() => «3¦33»; }
            """),
        new("a save that the stage does not call of an artifact that it only reads", "", """
            $A: return new Text((await context.ReadAsync(Artifact.Snapshot<Table>("x"))).Rows.ToString());
            $B: return new Text("b");
            sealed class Table : IArtifact<Table> { public int Rows; public void Save(ArtifactWriter output) { using var file = output.Create(); file.WriteByte(«1¦2»); } public static Table Load(ArtifactReader input) => new() { Rows = 3 }; }
            """),
        new("the label and the limits of a stage that the pipeline composes", "", """
            $A: return new Text("a");
            $B: return new Text("b");
            sealed class Everything : Pipeline { public override IEnumerable<Stage> Compose(BuildProfile profile) => [new A { Label = "«x¦y»" }, new B()]; }
            """),
    ];
}
