using System.Reflection;
using Shouldly;
using Xunit;

namespace Visor.Tests.Architecture.Rings;

/// <summary>The pure ring answers at once because nothing in it waits for the world; this keeps it so.</summary>
[Pure]
public sealed class RingTests
{
    private static readonly Type[] Classes =
        [.. typeof(RingTests).Assembly.GetTypes().Where(t => t.GetMethods().Any(m => m.IsDefined(typeof(FactAttribute), inherit: true)))];

    [Fact]
    public void Every_class_stands_in_one_ring() =>
        Classes.Where(t => t.GetCustomAttributes<RingAttribute>().Count() != 1).Select(t => t.FullName).ShouldBeEmpty();

    [Fact]
    public void Nothing_pure_reaches_the_world()
    {
        var world = new WayToTheWorld(typeof(RingTests).Assembly.Location, typeof(Visor.Model.Release).Assembly.Location);

        var ways = Classes.Where(t => t.IsDefined(typeof(PureAttribute), inherit: false)).Select(t => world.From(t.FullName!)).OfType<string>();

        string.Join('\n', ways).ShouldBeEmpty();
    }
}
