using Visor.EndToEnd.Harness.Tracing;
using Xunit;

namespace Visor.EndToEnd.Faults;

/// <summary>The same calls as in <see cref="PowerFailureTests"/>, and the same sample of them: Visor alone is killed, and what the kernel holds stays.</summary>
public sealed class KilledAnywhereTests
{
    [Fact]
    public async Task Wherever_visor_is_killed_its_node_is_upgraded_and_alone()
    {
        using var tracer = await Tracer.Compile();
        await FaultPoints.EndWell(tracer, (node, disk, strike) => tracer.Kill(node.Home, disk.Path, strike));
    }
}
