using Cake.Core;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests;

public sealed class ContainerTests
{
    public static TheoryData<bool> Both => [true, false];

    [Theory]
    [MemberData(nameof(Both))]
    public void It_does_what_the_container_of_the_package_does(bool ours)
    {
        var services = new ServiceCollection()
            .AddSingleton("first").AddSingleton("last")
            .AddSingleton<Shared>()
            .AddTransient<Fresh>()
            .AddSingleton<IEquatable<int>>(each => new Number(each.GetServices<string>().Count()));
        var provider = ours ? Container.Build(services) : services.BuildServiceProvider();

        Assert.Equal(ours, provider is Container);
        Assert.Equal("last", provider.GetService<string>());
        Assert.Equal(["first", "last"], provider.GetServices<string>());
        Assert.Same(provider.GetService<Shared>(), provider.GetService<Fresh>()!.Shared);
        Assert.NotSame(provider.GetService<Fresh>(), provider.GetService<Fresh>());
        Assert.Equal(5, provider.GetService<Fresh>()!.Default);
        Assert.True(provider.GetRequiredService<IEquatable<int>>().Equals(2));
        Assert.Empty(provider.GetServices<Version>());
        Assert.Null(provider.GetService<Version>());
        Assert.NotNull(provider.GetService<IServiceProvider>());
    }

    [Fact]
    public async Task What_it_made_it_disposes_last_made_first_and_each_once()
    {
        var log = new List<string>();
        var provider = Container.Build(new ServiceCollection()
            .AddSingleton(log).AddSingleton<Tap>().AddSingleton<Sink>().AddSingleton<IDisposable>(each => each.GetRequiredService<Tap>()));
        provider.GetService<Sink>();
        provider.GetService<IDisposable>();

        await ((IAsyncDisposable)provider).DisposeAsync();

        Assert.Equal(["sink", "tap"], log);
    }

    [Fact]
    public void Keyed_services_open_generics_and_scopes_go_to_the_container_of_the_package()
    {
        Assert.IsNotType<Container>(Container.Build(new ServiceCollection().AddKeyedSingleton("key", "value")));
        Assert.IsNotType<Container>(Container.Build(new ServiceCollection().AddSingleton(typeof(IList<>), typeof(List<>))));
        Assert.IsNotType<Container>(Container.Build(new ServiceCollection().AddScoped<Shared>()));
    }

    [Fact]
    public void A_constructor_that_asks_for_what_is_not_registered_is_named()
    {
        var host = new TestHost(typeof(Needy));

        Assert.Equal(1, host.Run("--target Needy"));
        Assert.Equal("error: cannot make `Cake.Frosting.Tests.ContainerTests+Needy`: its constructor asks for `System.Version`, which is not registered\n  hint: register it with `ConfigureServices`\n", host.Error);
    }

    [Fact]
    public void Services_that_ask_for_each_other_are_shown_as_their_path()
    {
        var host = new TestHost(typeof(Round)).With(host => host.ConfigureServices(services => services.AddSingleton<Egg>().AddSingleton<Hen>()));

        Assert.Equal(1, host.Run("--target Round"));
        Assert.StartsWith("error: services ask for each other in a circle: Egg -> Hen -> Egg\n", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_with_scoped_services_runs_too()
    {
        var host = new TestHost(typeof(Mix)).With(host => host.ConfigureServices(services => services.AddScoped<Shared>()));

        Assert.Equal(0, host.Run("--target Mix"));
        Assert.Equal(["Mix"], host.Steps);
    }

    private sealed class Shared;

    private sealed class Fresh(Shared shared, int number = 5)
    {
        public Shared Shared => shared;

        public int Default => number;
    }

    private sealed class Number(int value) : IEquatable<int>
    {
        public bool Equals(int other) => other == value;

        public override bool Equals(object? obj) => obj is int other && Equals(other);

        public override int GetHashCode() => value;
    }

    private sealed class Tap(List<string> log) : IDisposable
    {
        public void Dispose() => log.Add("tap");
    }

    private sealed class Sink(Tap tap, List<string> log) : IDisposable
    {
        public Tap Tap => tap;

        public void Dispose() => log.Add("sink");
    }

    private sealed class Needy(Version version) : FrostingTask
    {
        public override void Run(ICakeContext context) => context.Data.Equals(version);
    }

    private sealed class Egg(Hen hen)
    {
        public Hen Hen => hen;
    }

    private sealed class Hen(Egg egg)
    {
        public Egg Egg => egg;
    }

    private sealed class Round(Egg egg) : FrostingTask
    {
        public override void Run(ICakeContext context) => context.Data.Equals(egg);
    }
}
