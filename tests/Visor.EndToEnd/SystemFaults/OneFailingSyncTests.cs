using Visor.EndToEnd.Faults;
using Visor.EndToEnd.Harness.Tracing;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class OneFailingSyncTests
{
    [Fact]
    public async Task Whichever_fsync_fails_and_loses_what_it_was_to_keep_the_node_is_upgraded_alone_and_the_journal_is_whole()
    {
        using var tracer = await Tracer.Compile();
        await FaultPoints.EndWellWithOneFailingSync(tracer);
    }
}
