using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Chains.Cosmos.Faults;

/// <summary>A node with one upgrade ahead, and with everything switched on that Cosmovisor does between two releases.</summary>
internal static class PreparedUpgrade
{
    public const string Next = "v2";
    public const long Height = 30;

    /// <summary>Where the chain stands until a node of it follows.</summary>
    public const long Before = 3;

    private const string Script = "prepare.sh";

    /// <summary>In blocks of 50 ms: no recovery takes that long.</summary>
    private const int MissedAfter = 1200;

    public static CosmosHome Create(string dialect)
    {
        var home = CosmosHome.Create(dialect);
        home.Network.Set("missedAfterBlocks", MissedAfter);
        home.Prepare(Next, CosmosRelease.For(Next) with { NewStores = [Next] });
        WriteScript(home);
        home.Network.Plan(Next, Height, "{}");
        return home;
    }

    /// <summary>What the script of an operator does: it leaves a line for each run.</summary>
    public static void WriteScript(CosmosHome home)
    {
        home.Write($"cosmovisor/{Script}", "#!/bin/sh\necho \"$1 $2\" >> \"$0.log\"\n");
        File.SetUnixFileMode(home.In("cosmovisor", Script), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static IReadOnlyList<string> ScriptRuns(CosmosHome home) =>
        home.In("cosmovisor", $"{Script}.log") is var log && File.Exists(log) ? File.ReadAllLines(log) : [];

    public static IReadOnlyList<string> Backups(CosmosHome home) => Directory.GetDirectories(home.Folder, "data-backup-*");

    public static TestProcess Run(CosmosHome home) => Start(home, Programs.Visor, new Dictionary<string, string?>(StringComparer.Ordinal));

    /// <param name="fault"><c>STEP:MODE:N</c>, see Checkpoint.cs.</param>
    public static TestProcess RunWithFault(CosmosHome home, string fault) =>
        Start(home, Programs.FaultyVisor, new Dictionary<string, string?>(StringComparer.Ordinal) { ["VISOR_FAULT"] = fault, ["VISOR_FAULT_MARK"] = Mark(home) });

    /// <summary>There once the fault has happened.</summary>
    public static string Mark(CosmosHome home) => home.Folder + ".fault";

    /// <summary>Whether this Visor has been made to hang, and does.</summary>
    public static bool Hangs(CosmosHome home, TestProcess visor)
    {
        try
        {
            return !visor.HasExited && File.Exists(Mark(home)) && File.ReadAllText($"/proc/{visor.Pid}/environ").Split('\0').Any(v => v.StartsWith("VISOR_FAULT=", StringComparison.Ordinal) && v.Contains(":hang:", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false; // It has ended meanwhile.
        }
    }

    public static async Task Resume(CosmosHome home)
    {
        var (exitCode, output) = await TestProcess.Run(Programs.Visor, "resume", "--home", home.Folder);
        exitCode.ShouldBe(0, $"{output}\n{home.Everything()}");
    }

    /// <summary>The upgrade has been made once and in order, and its release lives alone.</summary>
    public static void EndedWell(CosmosHome home)
    {
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
        home.Ledger.Refusals.ShouldBeEmpty(home.Everything());
        string[] starts = [.. home.Ledger.Starts];
        starts.ShouldBe([.. starts.Order(StringComparer.Ordinal)], home.Everything());
        starts.Count(s => s is "v2.0.0").ShouldBe(1, home.Everything());
        home.Ledger.Living.ShouldHaveSingleItem(home.Everything()).Release.ShouldBe("v2.0.0", home.Everything());
        home.Current.ShouldBe($"upgrades/{Next}", home.Everything());
        File.ReadAllText(home.In("cosmovisor", "upgrades", Next, "upgrade-info.json")).ShouldContain($"\"name\":\"{Next}\"");
        var journal = new JournalReport(home.In("cosmovisor"));
        journal.BecameDue(Next).ShouldBe(1, $"{journal}\n{home.Everything()}");
        journal.Count("activated", Next).ShouldBe(1, $"{journal}\n{home.Everything()}");
        Backups(home).ShouldHaveSingleItem($"{journal}\n{home.Everything()}");
    }

    private static TestProcess Start(CosmosHome home, string program, Dictionary<string, string?> environment)
    {
        foreach (var (name, value) in home.Environment)
            environment[name] = value;
        environment["DAEMON_RESTART_DELAY"] = "50ms";
        environment["COSMOVISOR_CUSTOM_PREUPGRADE"] = Script;
        environment["UNSAFE_SKIP_BACKUP"] = "false";
        return home.Keep(TestProcess.Start(program, ["cosmovisor", "run", "start", "--home", home.Folder], environment));
    }
}
