namespace Visor.EndToEnd.Chains.Cosmos.Setups.Containers;

/// <summary>The entry points of public images: what they do, with the simulated <c>appd</c> in the place of the chain's binary.</summary>
internal static class ContainerSetups
{
    public static IReadOnlyList<ContainerSetup> All { get; } =
    [
        // A script under bash that passes its arguments on. Bash is process 1 and waits: it neither ends nor passes anything on.
        new("script-that-waits", "bash", "entrypoint", "run", "start", "--home", "@HOME@")
        {
            Script = """
                set -e
                cosmovisor "$@"
                """,
            IsRelative = false,
            IsDeaf = true,
        },

        // A script that gives its place to Cosmovisor; every setting is a variable, the node's too.
        new("script-with-exec", "sh", "entrypoint")
        {
            Script = """
                set -e
                echo 'restoring nothing'
                exec cosmovisor run start
                """,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["APPD_HOME"] = "@HOME@",
                ["APPD_RPC_LADDR"] = "@RPC@",
                ["DAEMON_SHUTDOWN_GRACE"] = "15s",
            },
            Arrange = home => home.Write("config/config.toml", "[rpc]\nladdr = \"tcp://127.0.0.1:1\"\n"),
        },

        // A script that stays, in another session than Cosmovisor, and passes the signal on.
        new("script-with-trap", "bash", "entrypoint")
        {
            Script = """
                setsid cosmovisor run start --home "$DAEMON_HOME" &
                child=$!
                trap 'kill -TERM "$child"' TERM INT
                wait "$child"
                wait "$child"
                """,
            Dialect = "047",
        },

        // An init that passes the signal to the whole group, downloads, and the libraries of whatever release is current.
        new("init-with-downloads", "bash", "entrypoint")
        {
            Script = """
                set -m
                cosmovisor run start --home "$DAEMON_HOME" &
                child=$!
                trap 'kill -TERM -- -"$child"' TERM
                wait "$child"
                wait "$child"
                """,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["DAEMON_ALLOW_DOWNLOAD_BINARIES"] = "true",
                ["LD_LIBRARY_PATH"] = "@HOME@/cosmovisor/current/lib",
            },
            Downloads = true,
        },

        // A script that gives its place to Cosmovisor, with a height to halt at that is not set, and a folder of libraries in each release.
        new("libraries", "sh", "entrypoint")
        {
            Script = """
                exec cosmovisor run start --home "$DAEMON_HOME" --halt-height "${HALT_HEIGHT:-0}"
                """,
            Arrange = home =>
            {
                foreach (var upgrade in new[] { "v2", "v3" })
                    home.Write($"cosmovisor/upgrades/{upgrade}/lib/libwasmvm.x86_64.so", "a library");
            },
        },

        // An image of nothing but binaries, whose node is not called `start`.
        new("run-run", "cosmovisor", "run", "run")
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["APPD_HOME"] = "@HOME@" },
        },

        // Cosmovisor as the entry point and the node's words as the command.
        new("entry-point", "cosmovisor", "run", "start", "--home", "@HOME@") { Dialect = "047", IsRelative = false },
    ];
}
