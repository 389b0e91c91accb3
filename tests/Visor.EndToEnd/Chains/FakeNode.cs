using System.Globalization;
using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Chains;

/// <summary>A home of the chain family of the tests: its node is a script that counts blocks and keeps what it knows in files.</summary>
internal sealed class FakeNode : IAsyncDisposable
{
    public const string Genesis = "v1.0.0";

    private const string Script = """
        #!/bin/sh
        if [ "$1" = --version ]; then echo node TAG; exit 0; fi
        data=$3
        echo "start TAG $$" >>"$data/ledger"
        echo $$ >"$data/pid"
        height=$(cat "$data/height" 2>/dev/null || echo 0)
        trap 'echo "stop TAG $$" >>"$data/ledger"; exit 0' TERM
        while :; do
          if read -r tag at 2>/dev/null <"$data/plan" && [ "$tag" != TAG ] && [ "$height" -ge "$at" ]; then
            echo "$tag $at" >"$data/due.new" && mv "$data/due.new" "$data/due"
            if [ -e "$data/ends-at-its-block" ]; then echo "end TAG $$" >>"$data/ledger"; exit 3; fi
          else
            height=$((height + 1))
            echo $height >"$data/height.new" && mv "$data/height.new" "$data/height"
          fi
          sleep 0.05
        done

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly List<TestProcess> _started = [];

    public string Home => _folder.In("home");

    public string Current => Path.GetFileName(Path.TrimEndingDirectorySeparator(new DirectoryInfo(Path.Combine(Home, "current")).LinkTarget ?? ""));

    /// <summary>What each start and end of the node has written: <c>start v1.0.0 PID</c>.</summary>
    public IReadOnlyList<string> Ledger => File.Exists(In("ledger")) ? File.ReadAllLines(In("ledger")) : [];

    public IEnumerable<string> Starts => Ledger.Where(l => l.StartsWith("start ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]);

    public int Pid => int.Parse(File.ReadAllText(In("pid")), CultureInfo.InvariantCulture);

    public long Height => File.Exists(In("height")) ? long.Parse(File.ReadAllText(In("height")), CultureInfo.InvariantCulture) : 0;

    private string Data => _folder.In("data");

    public static async Task<FakeNode> Create()
    {
        var node = new FakeNode();
        Directory.CreateDirectory(node.Data);
        (await node.Do("init", "--home", node.Home)).ExitCode.ShouldBe(0);
        node.Prepare(Genesis, "genesis");
        return node;
    }

    /// <summary>Puts a release into the home.</summary>
    public void Prepare(string release, string? folder = null)
    {
        var path = Path.Combine(Home, folder ?? release);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "command"), $"node\nstart\n--data\n{Data}\n");
        File.WriteAllText(Path.Combine(path, "node"), Script.Replace("TAG", release, StringComparison.Ordinal));
        File.SetUnixFileMode(Path.Combine(path, "node"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The network agrees on an upgrade.</summary>
    public void Plan(string release, long height)
    {
        File.WriteAllText(In("plan.new"), $"{release} {height}\n");
        File.Move(In("plan.new"), In("plan"), overwrite: true);
    }

    /// <summary>From now on the node ends by itself when it has reached the block of its upgrade.</summary>
    public void EndAtItsBlock() => File.WriteAllText(In("ends-at-its-block"), "");

    public TestProcess Run()
    {
        var visor = TestProcess.Start(Programs.FakeChainVisor, "run", "--home", Home);
        _started.Add(visor);
        return visor;
    }

    public Task<(int ExitCode, string Output)> Do(params string[] arguments) => TestProcess.Run(Programs.FakeChainVisor, arguments);

    /// <summary>Waits until a release runs, as the status says.</summary>
    public Task Ready(string release, int? pid = null) => Eventually.See(
        () => Status is { } status && Is(status, "state", "ready") && Is(status, "release", release) && (pid is null || Pid == pid) ? this : null,
        () => $"{release} is ready\n{Everything()}");

    /// <summary>The node in the published status; null: nothing is published.</summary>
    public JsonElement? Status
    {
        get
        {
            var file = Path.Combine(Home, ".visor", "status.json");
            if (!File.Exists(file))
                return null;
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return document.RootElement.GetProperty("node").Clone();
        }
    }

    public string Everything() => $"{string.Join('\n', _started.Select(v => v.Output))}\n\nledger:\n{string.Join('\n', Ledger)}\n\nheight {Height}\n{Status}";

    public async ValueTask DisposeAsync()
    {
        foreach (var visor in _started)
            await visor.DisposeAsync();
        _folder.Dispose();
    }

    private string In(string name) => Path.Combine(Data, name);

    private static bool Is(JsonElement node, string property, string value) => node.GetProperty(property).ValueEquals(value);
}
