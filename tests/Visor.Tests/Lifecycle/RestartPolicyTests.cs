using Shouldly;
using Visor.Lifecycle;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Lifecycle;

[Pure]
public sealed class RestartPolicyTests
{
    [Fact]
    public void The_last_restart_that_is_allowed_is_made() =>
        new RestartPolicy(3).After(Given.Old, new StopPurpose.Restart(3, "the core ended")).ShouldBe(new NodeState.BackingOff(Given.Old, 3, "the core ended"));

    [Fact]
    public void One_more_failure_gives_up_and_says_what_failed_and_how_often() =>
        new RestartPolicy(3).After(Given.Old, new StopPurpose.Restart(4, "the core ended")).ShouldBe(
            new NodeState.Failed(Given.Old, new Failure(
                "the core ended; no restarts left (maxNumberOfRestarts = 3)", ExitCodes.Failed)));

    [Fact]
    public void Without_any_restart_the_first_failure_gives_up() =>
        new RestartPolicy(0).After(Given.Old, new StopPurpose.Restart(1, "exit 0")).ShouldBeOfType<NodeState.Failed>();
}
