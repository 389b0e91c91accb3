using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Visor.Chains.Vega.Launch;
using Visor.Commands.Offline;
using Visor.Configuration;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Processes;
using Visor.Recovery;
using Visor.Recovery.Stamp;
using Visor.Releases;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Releases;
using Xunit;

namespace Visor.Tests.Commands.Offline;

[Edge]
public sealed class MismatchResolverTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ReleaseFolder _release = new();
    private readonly StringWriter _output = new();
    private readonly VisorHome _home;
    private readonly Journal _journal;

    public MismatchResolverTests()
    {
        _home = new VisorHome(_folder.Path);
        Directory.CreateDirectory(_home.Private);
        _journal = new JournalOpener(_home, TimeProvider.System, NullLogger.Instance).Open(out _);
        _journal.Require(new JournalEntry.Selected("v0.1.0", "genesis", "first"), new JournalEntry.Due("v0.2.0", 100));
    }

    public async ValueTask DisposeAsync()
    {
        _journal.Dispose();
        _folder.Dispose();
        await _output.DisposeAsync();
        await _release.DisposeAsync();
    }

    [Fact]
    public async Task A_choice_that_cannot_be_noted_is_none()
    {
        _release.WithRunConfig().WithBinary();
        File.CreateSymbolicLink(_home.Current, _release.Path);
        var folder = Path.GetDirectoryName(_home.Journal)!;
        Directory.Move(folder, folder + ".gone");
        Directory.CreateDirectory(folder); // Another folder: what kept a second Visor away is gone with the first.

        (await Refused(ResolveSide.Current)).ShouldContain("cannot record the decision, so nothing was changed");

        _journal.History.InFlight.ShouldNotBeNull();
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_release_whose_binary_is_missing_is_not_chosen()
    {
        _release.WithRunConfig();
        File.CreateSymbolicLink(_home.Current, _release.Path);

        (await Refused(ResolveSide.Current)).ShouldContain("put the binary there");
    }

    [Theory]
    [InlineData(null, "is missing: link")]
    [InlineData("nowhere", "points to nowhere, which does not exist: link")]
    public async Task A_current_that_names_nothing_cannot_be_kept(string? target, string told)
    {
        if (target is not null)
            File.CreateSymbolicLink(_home.Current, target);

        (await Refused(ResolveSide.Current)).ShouldContain(told);
    }

    [Fact]
    public async Task A_real_folder_cannot_be_kept_and_stays()
    {
        Directory.CreateDirectory(_home.Current);

        (await Refused(ResolveSide.Current)).ShouldContain($"mv {_home.Current} {_home.Root}/FOLDER");
        (await Refused(ResolveSide.Journal)).ShouldContain("put it back");

        Directory.Exists(_home.Current).ShouldBeTrue();
    }

    private async Task<string> Refused(ResolveSide keep)
    {
        var resolver = new MismatchResolver(
            _home,
            _journal,
            new CurrentLink(_home),
            new SetVersionProbe(_release.RunConfigs, _release.Versions, NullLogger.Instance),
            new RunningNodeScan(_home, VegaNode.Chain, new ProcessIdentities(), TimeProvider.System),
            new StampVerifier(
                _home, VegaNode.Chain, new VisorConfig(), _release.RunConfigs, new CurrentLink(_home), _folder.Path, TimeProvider.System, new StampWarnings(NullLogger.Instance)),
            new VegaLaunchPlanner(new VegaWitness(_release.Commands)),
            new CommandConsole(_output, _output),
            _ => true);
        var e = await Should.ThrowAsync<VisorException>(() => resolver.Run(keep, "alice (uid 1000)", TestContext.Current.CancellationToken));
        e.ExitCode.ShouldBe(ExitCodes.Configuration);
        return e.Message;
    }
}
