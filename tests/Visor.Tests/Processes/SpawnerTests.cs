using Microsoft.Win32.SafeHandles;
using Shouldly;
using Visor.Platform;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

/// <summary>What a process of the node finds when it begins.</summary>
[Edge]
public sealed class SpawnerTests : IAsyncDisposable
{
    private const ulong SigPipe = 1UL << (13 - 1);

    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new(time: null, "GREETING=Grüße", "EMPTY=");

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
    }

    [Fact]
    public async Task A_process_leads_a_session_and_a_group_of_its_own()
    {
        var pid = await _nursery.Start("/bin/sleep", "600");

        var stat = ProcessTable.Stat(pid).ShouldNotBeNull();
        (stat.Session, stat.ProcessGroup, stat.Lives).ShouldBe((pid, pid, true));
    }

    [Fact]
    public async Task Signals_have_their_default_handlers_and_none_is_blocked_although_dotnet_ignores_some()
    {
        (SignalSet(Environment.ProcessId, "SigIgn") & SigPipe).ShouldNotBe(0UL, "this test proves something only where .NET ignores SIGPIPE");

        var pid = await _nursery.Start("/bin/sleep", "600");

        SignalSet(pid, "SigIgn").ShouldBe(0UL);
        SignalSet(pid, "SigBlk").ShouldBe(0UL);
    }

    [Fact]
    public async Task Standard_input_is_dev_null_and_nothing_but_the_lock_is_inherited()
    {
        using var leak = Native.Open("/dev/zero", Native.O_RDONLY, 0); // not close-on-exec
        using var share = FileLock.TryShared(_scripts["node.lock"]).ShouldNotBeNull();
        var pid = await _nursery.Start(new SpawnRequest("/bin/sleep", ["600"]) { Lock = share.Handle });

        await HasOnly(pid, ["0", "1", "2", "3"]);
        LinkOf(pid, 0).ShouldBe("/dev/null");
        LinkOf(pid, 3).ShouldBe(_scripts["node.lock"]);
    }

    [Fact]
    public async Task Without_a_lock_there_are_three_descriptors()
    {
        using var leak = Native.Open("/dev/zero", Native.O_RDONLY, 0);
        var pid = await _nursery.Start("/bin/sleep", "600");

        await HasOnly(pid, ["0", "1", "2"]);
        LinkOf(pid, 1).ShouldBe(LinkOf(Environment.ProcessId, 1));
        LinkOf(pid, 2).ShouldBe(LinkOf(Environment.ProcessId, 2));
    }

    [Fact]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] arguments = ["", "two words", "Grüße 🚀", "--flag=a b", "'\"$HOME\\", "*", "\n", " "];
        var program = _scripts.Write("show", "for a in \"$@\"; do printf '<%s>' \"$a\"; done >$D/arguments");

        (await _nursery.RunToEnd(new SpawnRequest(program, [.. arguments]))).Code.ShouldBe(0);

        (await File.ReadAllTextAsync(_scripts["arguments"], TestContext.Current.CancellationToken))
            .ShouldBe(string.Concat(arguments.Select(a => $"<{a}>")));
    }

    [Fact]
    public async Task The_environment_is_the_given_one_and_nothing_else()
    {
        using var file = OpenToWrite("environment");

        await _nursery.RunToEnd(new SpawnRequest("/usr/bin/env", []) { StandardOutput = file });

        (await File.ReadAllLinesAsync(_scripts["environment"], TestContext.Current.CancellationToken))
            .ShouldBe(["GREETING=Grüße", "EMPTY=", "PATH=/usr/bin:/bin"]);
    }

    [Fact]
    public async Task The_working_directory_is_Visors_own()
    {
        var pid = await _nursery.Start("/bin/sleep", "600");

        new FileInfo($"/proc/{pid}/cwd").LinkTarget.ShouldBe(Environment.CurrentDirectory);
    }

    private static ulong SignalSet(int pid, string name) => Convert.ToUInt64(
        File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith(name, StringComparison.Ordinal)).Split(':')[1].Trim(), 16);

    // While it loads its libraries a program has files of its own open; what it was given it never closes.
    private static Task HasOnly(int pid, string[] descriptors) =>
        Eventually.Holds(() => Descriptors(pid).SequenceEqual(descriptors, StringComparer.Ordinal), $"descriptors {string.Join(", ", descriptors)}");

    private static IEnumerable<string> Descriptors(int pid) =>
        Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    private static string? LinkOf(int pid, int descriptor) => new FileInfo($"/proc/{pid}/fd/{descriptor}").LinkTarget;

    private SafeFileHandle OpenToWrite(string name) =>
        Native.Open(_scripts[name], Native.O_WRONLY | Native.O_CREAT | Native.O_CLOEXEC, 0b110_100_100);
}
