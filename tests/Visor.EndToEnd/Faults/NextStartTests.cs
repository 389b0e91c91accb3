using Xunit;

namespace Visor.EndToEnd.Faults;

public sealed class NextStartTests
{
    public static TheoryData<string> Faults { get; } = Fault.Between("intent:2", "answered:2");

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Whatever_happens_in_the_start_of_the_new_release_the_node_ends_up_upgraded_and_alone(string fault) => FaultyUpgrade.EndsWell(fault);
}
