using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Chains.Vega.Rpc;
using Visor.Tests.Http;
using Xunit;

namespace Visor.Tests.Chains.Vega.Rpc;

/// <summary>A folder with the path of a core's socket in it, and a client of that path.</summary>
internal sealed class CoreSocket : IDisposable
{
    public const string NothingAccepted = """{"AcceptedReleaseInfo":null,"ReadyToUpgrade":false}""";

    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("visor-node-");

    public CoreSocket(TimeProvider? time = null)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "vega.sock");
        Client = new CoreClient(Path, "/rpc", _ => true, time ?? TimeProvider.System);
    }

    public string Path { get; }

    public CoreClient Client { get; }

    public ScriptedServer Serve(Func<Exchange, Task> script) => ScriptedServer.OnSocket(Path, script);

    public Task<CoreAnswer> Ask() => Client.UpgradeStatus(Generous, TestContext.Current.CancellationToken);

    public async Task<UpgradeStatus> AskStatus() => (await Ask()).ShouldBeOfType<CoreAnswer.Status>().Value;

    /// <summary>The failure, whose message names the socket and whose text is one bounded line.</summary>
    public async Task<CoreError> AskInVain() => Checked(await Ask());

    /// <summary>Asks a server of this <paramref name="script"/> once.</summary>
    public async Task<CoreError> AskInVain(Func<Exchange, Task> script)
    {
        await using var server = Serve(script);
        return await AskInVain();
    }

    /// <summary>Asks with a timeout that passes as soon as <paramref name="moment"/> has come.</summary>
    public async Task<CoreError> AskUntil(Task moment, FakeTimeProvider time)
    {
        var timeout = TimeSpan.FromSeconds(5);
        var asking = Client.UpgradeStatus(timeout, TestContext.Current.CancellationToken);
        await moment.WaitAsync(Generous, TestContext.Current.CancellationToken);
        time.Advance(timeout);
        return Checked(await asking.WaitAsync(Generous, TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        Client.Dispose();
        _folder.Delete(recursive: true);
    }

    private CoreError Checked(CoreAnswer answer)
    {
        var failure = answer.ShouldBeOfType<CoreAnswer.Failure>().Why;
        failure.Message.ShouldContain(Path);
        failure.ToString().ShouldNotContain('\n');
        failure.ToString().Any(char.IsControl).ShouldBeFalse();
        failure.ToString().Length.ShouldBeLessThan(700);
        return failure;
    }
}
