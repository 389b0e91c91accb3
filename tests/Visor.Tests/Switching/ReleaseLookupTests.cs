using Shouldly;
using Visor.Configuration;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Switching;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Switching;

[Pure]
public sealed class ReleaseLookupTests
{
    [Theory]
    [InlineData("../x")]
    [InlineData("-x")]
    [InlineData("current")]
    public void What_can_be_no_release_is_a_wrong_command_line(string word)
    {
        var wrong = Should.Throw<VisorException>(() => ReleaseLookup.Find(word, VegaNode.Chain.Layout, new VisorHome("/srv/visor"), UpgradeFolders.None, ReleaseHistory.Replay([])));

        wrong.ExitCode.ShouldBe(ExitCodes.Usage);
        wrong.Message.ShouldStartWith($"{word} is neither a release tag (");
    }
}
