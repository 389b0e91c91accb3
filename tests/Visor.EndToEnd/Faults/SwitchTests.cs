using Xunit;

namespace Visor.EndToEnd.Faults;

public sealed class SwitchTests
{
    public static TheoryData<string> Faults { get; } = Fault.Between("due:1", "linked:1");

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Whatever_happens_in_the_switch_the_node_ends_up_upgraded_and_alone(string fault) => FaultyUpgrade.EndsWell(fault);
}
