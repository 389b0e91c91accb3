using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class SpawnFailureTests : IAsyncDisposable
{
    private readonly Scripts _scripts = new();
    private readonly FakeTimeProvider _time = new();
    private readonly TestProcesses _nursery;

    public SpawnFailureTests() => _nursery = new TestProcesses(_time);

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
    }

    [Fact]
    public async Task A_binary_that_is_not_there_is_named_with_what_to_do() =>
        (await StartInVain(_scripts["vega"])).ShouldBe($"{_scripts["vega"]} does not exist; put the binary there, or correct the path that names it");

    [Fact]
    public async Task A_file_without_execute_bits_is_named_with_what_to_check()
    {
        var file = _scripts.Write("vega", "exit 0");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        (await StartInVain(file)).ShouldBe($"{file} may not be executed by this user; check its mode, its owner and the folders above it");
    }

    [Fact]
    public async Task A_file_that_is_no_program_says_so()
    {
        var file = _scripts.Write("vega", "exit 0");
        await File.WriteAllTextAsync(file, "not an executable", TestContext.Current.CancellationToken);

        (await StartInVain(file)).ShouldStartWith($"{file} is not a program for this machine");
    }

    [Fact]
    public async Task A_script_whose_interpreter_is_missing_is_not_called_missing_itself()
    {
        var file = _scripts.Write("vega", "exit 0");
        await File.WriteAllTextAsync(file, "#!/nowhere/sh\n", TestContext.Current.CancellationToken);

        (await StartInVain(file)).ShouldContain("its interpreter");
    }

    [Fact]
    public async Task A_binary_that_somebody_still_writes_is_tried_again()
    {
        var file = CopyOfTrue();
        var writer = File.OpenWrite(file);
        var starting = _nursery.Start(file);
        starting.IsCompleted.ShouldBeFalse();

        await writer.DisposeAsync();
        var pid = await Advancing(starting);

        await ProcessHandle.EndOf(pid).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
        _nursery.Children.Collect(pid).ShouldBe(new ProcessExit(0, null));
    }

    [Fact]
    public async Task A_binary_that_is_never_closed_is_given_up_with_its_name()
    {
        var file = CopyOfTrue();
        await using var writer = File.OpenWrite(file);

        var problem = await Should.ThrowAsync<SpawnException>(() => Advancing(_nursery.Start(file)));

        problem.Message.ShouldBe($"{file} cannot be started: Text file busy (26)");
    }

    private string CopyOfTrue()
    {
        // A script would not do: only the file that is executed itself must not be open for writing.
        File.Copy("/bin/true", _scripts["vega"]);
        return _scripts["vega"];
    }

    private async Task<int> Advancing(Task<int> starting)
    {
        await Eventually.Holds(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return starting.IsCompleted;
            },
            "an answer from the spawner");
        return await starting;
    }

    private async Task<string> StartInVain(string program) => (await Should.ThrowAsync<SpawnException>(() => _nursery.Start(program))).Message;
}
