using Xunit;

namespace Visor.EndToEnd.Faults;

public sealed class FirstStartTests
{
    public static TheoryData<string> Faults { get; } = Fault.Between("intent:1", "answered:1");

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Whatever_happens_in_the_first_start_the_node_ends_up_upgraded_and_alone(string fault) => FaultyUpgrade.EndsWell(fault);
}
