using System.Text;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Configuration;

/// <summary>What an operator reads for each mistake, in two golden files: the words are part of the product.</summary>
[Pure]
public sealed class MessagesTests
{
    private static readonly string[] ConfigMistakes =
    [
        "maxNumberOfRestarts = \"3\"", "maxNumberOfRestarts = \"three\"", "maxNumberOfRestarts = -1", "maxNumberOfRestarts = 2.5",
        "maxNumberOfRestarts = 2147483648", "maxNumberOfRestarts = 99999999999999999999", "maxNumberOfRestarts = true",
        "maxNumberOfRestarts = [3]", "maxNumberOfRestarts = 2020-01-01", "[maxNumberOfRestarts]", "restartsDelaySeconds = 5s",
        "maxNumberOfRestarts = 1\nmaxNumberOfRestarts = 2", "maxNumberOfRestarts = 1\nMaxNumberOfRestarts = 2",
        "MAXNUMBEROFRESTARTS = 2", "restartDelaySeconds = 5", "restarts = 5", "rpcTimeoutSeconds = 0",
        "[autoInstall]\nenabled = false\nrestartsDelaySeconds = 5", "enabled = false", "repositry = \"x\"",
        "[autoInstal]\nenabled = true", "autoInstall = true", "[[autoInstall]]\nenabled = true",
        "[autoInstall]\nenabled = true", "[autoInstall]\nenabled = \"true\"", "[autoInstall]\nenabled = 1",
        "[autoInstall]\nenabled = true\n[autoInstall.asset]\nname = \"\"",
        "[autoInstall]\nenabled = true\n[autoInstall.asset]\nname = \"a/b.zip\"",
        "[autoInstall]\nenabled = true\nsource = \"gitlub\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsource = \"url\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsource = \"folder\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsource = \"forgejo\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nurl = \"https://x\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsource = \"url\"\nurl = \"ftp://x/{tag}\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsource = \"url\"\nurl = \"https://x/{tagg}\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsource = \"url\"\nurl = \"https://{tag}.x/\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsource = \"url\"\nurl = \"https://u:p@x/\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsource = \"url\"\nurl = \"https://x/?a={tag}\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsource = \"url\"\nurl = \"https://x/\"\napiUrl = \"https://x\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsource = \"gitlab\"\napiUrl = \"https://gitlab.com\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsource = \"gitlab\"\nrepositoryOwner = \"a/../b\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsource = \"folder\"\nfolder = \"/srv/{}\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nchecksumsAsset = \"SHA{os\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nsignature = \"x\"\nasset = { name = \"a.zip\" }",
        "[autoInstall]\nenabled = true\nasset = { name = \"a.zip\" }\n[autoInstall.signature]\nkyes = []",
        "[autoInstall]\nenabled = true\nasset = { name = \"a.zip\" }\n[autoInstall.signature]\nkeys = \"RWQ\"",
        "[autoInstall]\nenabled = true\nasset = { name = \"a.zip\" }\n[autoInstall.signature]\nkeys = [\"RWQ\", 5]",
        "[autoInstall]\nenabled = true\nasset = { name = \"a.zip\" }\n[autoInstall.signature]\nkeys = [\"RWT4GEu2M+KF0I6i14uj0sz8eb2R0btDaq83poIlMxbxcDoMQHAI2vu7\", \"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ/rbdp/BNYBSFIN/XR55HtddMpIe77JE1ZqJmx3BULv\"]",
        "[autoInstall]\nenabled = true\nasset = { name = \"a.zip\" }\n[autoInstall.signature]\nkeys = [\"RWT4GEu2M+KF0I6i14uj0sz8eb2R0btDaq83poIlMxbxcDoMQHAI2vu7\"]\nof = \"list\"",
        "[autoInstall]\nenabled = true\nasset = { name = \"a.zip\" }\n[autoInstall.signature]\nkeys = [\"RWT4GEu2M+KF0I6i14uj0sz8eb2R0btDaq83poIlMxbxcDoMQHAI2vu7\"]\nof = \"checksumsAsset\"",
        "[autoInstall]\nenabled = true\nasset = { name = \"a.zip\" }\n[autoInstall.signature]\nkeys = [\"RWT4GEu2M+KF0I6i14uj0sz8eb2R0btDaq83poIlMxbxcDoMQHAI2vu7\"]\nasset = \"a/b\"",
        "[autoInstall]\nenabled = true\nasset = { name = \"a.zip\" }\n[autoInstall.signature]\nkeys = [\"RWT4GEu2M+KF0I6i14uj0sz8eb2R0btDaq83poIlMxbxcDoMQHAI2vu7\"]\nasset = \"{nothing}\"",
        "[autoInstall]\nenabled = true\nasset = { name = \"a.zip\" }\n[autoInstall.signature]\nkeys = [\"valid-before=soon RWT4GEu2M+KF0I6i14uj0sz8eb2R0btDaq83poIlMxbxcDoMQHAI2vu7\"]",
        "[autoInstall]\nenabled = true\nasset = { name = \"a.zip\" }\n[autoInstall.signature]\nkeys = [\"namespaces=git ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ/rbdp/BNYBSFIN/XR55HtddMpIe77JE1ZqJmx3BULv\"]",
        "[autoInstall]\nenabled = true\n[autoInstall.asset]\nname = \"a.zip\"\nbinaryName = \"../vega\"",
        "[autoInstall]\nenabled = true\nrepositoryOwner = \"\"\nrepository = \"a/b\"\n[autoInstall.asset]\nname = \"a.zip\"",
        "[autoInstall]\nenabled = true\n[autoInstall.asset]\nname = 5",
        "[autoInstall]\nenabled = true\n[autoInstall.assets]\nvega = \"vega-linux-arm64.zip\"\ndata_node = \"data-node-linux-arm64.zip\"",
        "[autoInstall]\nenabled = true\n[autoInstall.assets.vega]\nasset_name = \"vega-linux-arm64.zip\"\nbinary_name = \"vega\"",
        "[autoInstall]\nenabled = true\n[autoInstall.assets.vega]\nassset_name = \"vega-linux-arm64.zip\"",
        "[autoInstall.asset]\nassset_name = \"vega-linux-arm64.zip\"\nbinary_name = \"vega\"",
        "[autoInstall]\nenabled = false\n[autoInstall.assets]\nvega = \"vega-linux-arm64.zip\"",
        "[autoInstall]\napiUrl = \"github.example\"", "[autoInstall]\napiUrl = \"\"", "[autoInstall]\ntokenFile = \"\"",
        "[autoInstall]\nverification = \"require\"", "[autoInstall]\nverification = \"x\"", "[autoInstall]\nverification = true",
        "[autoInstall]\nchecksumsAsset = \"a/SHA256SUMS\"", "[autoInstall]\nstartDelaySeconds = \"1\"",
        "[upgradeFolders]\nv0.75.3 = \"folder\"", "[upgradeFolders]\n\"v 1\" = \"folder\"", "[upgradeFolders]\n\"v1\" = \"../x\"",
        "[upgradeFolders]\n\"v1\" = \"current\"", "[upgradeFolders]\n\"v1\" = \"\"", "[upgradeFolders]\n\"v1\" = 1",
        "[upgradeFolders]\n\"v1\" = \"a\"\n\"v2\" = \"a\"", "upgradeFolders = \"x\"",
        "[status]\nlisten = \"9480\"", "[status]\nlisten = \":9480\"", "[status]\nlisten = \"*:9480\"", "[status]\nlisten = \"::1\"",
        "[status]\nlisten = \"127.0.0.1:99999\"", "[status]\nlisten = \"http://127.0.0.1:9480/\"", "[status]\nlisten = \"a b:80\"",
        "[status]\nlisten = 9480", "[status]\nlisten = \"\"", "[status]\nport = 9480",
        "maxNumberOfRestarts =", "maxNumberOfRestarts 3", "maxNumberOfRestarts = yes", "= 3", "maxNumberOfRestarts = 3 4",
        "maxNumberOfRestarts = 3, restartsDelaySeconds = 5", "maxNumberOfRestarts = 03", "[autoInstall\nenabled = true", "[autoInstall]]", "[]",
        "[autoInstall]\nrepository = \"vega\n[status]\nlisten = 1", "[autoInstall]\nrepository = vega", "[autoInstall]\nrepository = \"a\\q\"",
        "[autoInstall]\nrepository = \"a\\uD800\"", "[autoInstall]\nrepository = \"\"\"vega\n", "[autoInstall]\nasset = { name = \"x\"\n",
        "[autoInstall]\nrepository = \"a\\tb\"", "[autoInstall]\nenabled = false\n[autoInstall]\nrepository = \"x\"",
        "autoInstall.enabled = false\n[autoInstall]\nrepository = \"x\"", "a = 1 # \u0001", "a = 1\rb = 2", "a..b = 1", "é = 1", "\0", "}",
        "x = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ];

    private static readonly string[] RunConfigMistakes =
    [
        "name = \"v1\"", "[vega]", "[vega.binary]\nargs = []", "[vega.binary]\npath = \"\"\n[vega.rpc]\nsocketPath = \"\"\nhttpPath = \"\"",
        Sound("[data_node]"), Sound("[data_node.binary]\nargs = [\"datanode\"]"), Sound("[data-node.binary]\npath = \"vega\""),
        Sound("[data_node.binary]\npath = 5\nargs = \"start\""), Sound("[data_node.binary]\npath = \"vega\"\nargs = [\"start\", 5]"),
        Sound("[data_node.binary]\npath = \"vega\"\nargs = [\"a\\u0000b\"]"), Sound("[data_node.binary]\npath = \"vega\"\nargs = [\"start\" \"--home\"]"),
        Sound("[data_node.binary]\npath = \"vega\"\nargs = [\"start\",\n"), Sound("[data_node.binary]\npath = \"vega\"\nargs = [\"start\"\n[data_node.x]\ny = 1"),
        Sound("[data_node.binary]\npath = \"ve\\u0000ga\""), Sound("[vega]\nstatisticsUrl = \"127.0.0.1:3003\""),
        Rpc($"socketPath = \"/{new string('s', 107)}\""), Rpc("socketPath = \"/s\"\nhttpPath = \"rpc\""),
        Rpc("socketPath = \"/s\"\nhttpPath = \"/r pc\""), Rpc("socket_path = \"/s\""), Rpc("path = \"/s\""), Rpc("SocketPath = \"/s\""),
        Sound("data_node = 5"), "[vega]\nbinary = \"vega\"\nrpc = \"/rpc\"", Sound("[vega.binary]\npath = \"x\""), Sound("nam = \"x\""),
    ];

    [Fact]
    public Task Every_mistake_in_config_toml_is_named_with_its_remedy() => ShouldMatch(
        ConfigMistakes, text => Configurations.ReadConfig(text).Messages(), "config-messages.txt");

    [Fact]
    public Task Every_mistake_in_run_config_toml_is_named_with_its_remedy() => ShouldMatch(
        RunConfigMistakes, text => Configurations.ReadRunConfig(text).Messages(), "run-config-messages.txt");

    private static string Sound(string more) => $"{Rpc("socketPath = \"/s\"\nhttpPath = \"/rpc\"")}\n{more}";

    private static string Rpc(string keys) => $"[vega.binary]\npath = \"vega\"\nargs = []\n[vega.rpc]\n{keys}";

    private static async Task ShouldMatch(IEnumerable<string> mistakes, Func<string, string> messages, string golden)
    {
        var asset = VegaNode.Chain.Defaults.AssetName;
        var all = new StringBuilder();
        foreach (var mistake in mistakes)
        {
            foreach (var line in mistake.Split('\n'))
                all.Append("    ").Append(line.Replace("\0", "<NUL>", StringComparison.Ordinal).Replace("\u0001", "<SOH>", StringComparison.Ordinal).Replace("\r", "<CR>", StringComparison.Ordinal)).Append('\n');
            all.Append(messages(mistake).Replace(asset, "vega-OS-ARCH.zip", StringComparison.Ordinal)).Append("\n\n");
        }

        await GoldenFile.ShouldMatch(all.ToString(), golden);
    }
}
