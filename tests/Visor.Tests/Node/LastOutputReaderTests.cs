using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Node;
using Visor.Processes;
using Visor.Tests.Processes;
using Xunit;

namespace Visor.Tests.Node;

[Edge]
public sealed class LastOutputReaderTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestProcesses _nursery = new();

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Lines_of_a_file_are_bounded_and_fit_for_a_terminal_and_visors_own_are_left_out()
    {
        File.WriteAllText(_folder["log"], "old\n");
        var reader = Reader(_ => new OutputTarget.OfFile(_folder["log"]));
        var mark = reader.Mark();
        File.AppendAllText(_folder["log"], string.Concat(Enumerable.Range(1, 30).Select(i => $"line {i}\n")) + $"own: said\n\u001b[2J{new string('x', 1000)}\n");

        var output = await Read(reader, mark);

        output.Lines.Length.ShouldBe(LastOutput.MaxLines);
        output.Lines[0].ShouldBe("line 12");
        output.Lines[^2].ShouldBe("line 30");
        output.Lines[^1].ShouldStartWith("?[2Jxxx");
        output.Lines[^1].Length.ShouldBe(LastOutput.MaxLineLength + 1);
        output.Unknown.ShouldBeNull();
        (output.Process, output.Pid, output.Exit, output.Who).ShouldBe(("core", 812, "exit 3", "the core (pid 812)"));
    }

    [Fact]
    public async Task Both_streams_are_read_and_error_is_last()
    {
        File.WriteAllText(_folder["1"], "out\n");
        File.WriteAllText(_folder["2"], "panic\n");

        (await Read(Reader(stream => new OutputTarget.OfFile(_folder[$"{stream}"])), since: null)).Lines.ShouldBe(["out", "panic"]);
    }

    [Fact]
    public async Task The_journal_is_asked_for_this_process_until_it_says_the_same_twice()
    {
        // The last line arrives a moment late.
        var journalctl = Program($"""
            echo x >> {_folder["asked"]}
            case "$*" in *_PID=812) ;; *) exit 9;; esac
            echo first
            [ $(wc -l < {_folder["asked"]}) -gt 1 ] && echo last
            exit 0
            """);

        var output = await Read(Reader(_ => new OutputTarget.Journald(), journalctl), since: null);

        output.Lines.ShouldBe(["first", "last"]);
        output.Unknown.ShouldBeNull();
    }

    [Fact]
    public async Task A_journal_that_may_not_be_read_is_named_with_the_command_that_reads_it() =>
        (await Read(Reader(_ => new OutputTarget.Journald(), Program("exit 1")), since: null)).Unknown
            .ShouldBe("it went to journald, which Visor cannot read (this user may not read the journal); run `journalctl --boot _PID=812` as root");

    [Fact]
    public async Task Where_nothing_comes_back_from_is_said()
    {
        var output = await Read(Reader(_ => new OutputTarget.Elsewhere("the terminal")), since: null);

        output.Lines.ShouldBeEmpty();
        output.Unknown.ShouldBe("the output of the core goes directly to the terminal");
    }

    private string Program(string script)
    {
        File.WriteAllText(_folder["journalctl"], $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(_folder["journalctl"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return _folder["journalctl"];
    }

    private LastOutputReader Reader(Func<int, OutputTarget> targetOf, string? journalctl = null) => new(
        targetOf,
        new JournaldTail(journalctl, new CommandRunner(_nursery.Spawner, _nursery.Children, TimeProvider.System), TimeProvider.System),
        line => line.StartsWith("own: ", StringComparison.Ordinal),
        TimeProvider.System);

    private static Task<LastOutput> Read(LastOutputReader reader, OutputMark? since) =>
        reader.Read(VegaRoles.Core, 812, new ProcessExit(3, Signal: null), since, TestContext.Current.CancellationToken);
}
