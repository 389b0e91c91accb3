using Visor.Chains;
using Visor.Configuration;
using Visor.Model;

namespace Visor.FakeChain;

/// <summary>
/// The smallest chain family there can be. A node is one process, <c>PROGRAM start --data FOLDER</c>, and everything that is known of it stands in files of that folder:
/// <c>pid</c> while it runs, <c>plan</c> (tag and height) as the network has it, <c>height</c>, and <c>due</c> (tag and height) once it has stopped at the block of its upgrade.
/// </summary>
internal static class FakeFamily
{
    public const string DataFlag = "--data";

    public static ProcessRole Node { get; } = ProcessRole.Parse("node");

    public static Chain Create() => new(new FakeLayout(), new FakeConnector(), new FakeProcesses())
    {
        Defaults = new ChainDefaults("nobody", "nothing", "node"),
        Proof = new FakeProof(),
        Checks = new FakeChecks(),
        Templates = new FakeTemplates(),
        Witness = _ => new FakeWitness(),
        Launch = tools => new FakePlanner(tools.Witness),
    };
}
