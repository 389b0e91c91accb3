using System.Collections.Immutable;
using System.Text;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Chains.Vega.Layout;

/// <summary>Reads the <c>run-config.toml</c> of a release folder. Keys: <c>docs/configuration.md</c>.</summary>
internal static class RunConfigReader
{
    /// <summary>Every key, dotted.</summary>
    public static readonly string[] Keys =
    [
        "name", "vega.binary.path", "vega.binary.args", "vega.rpc.socketPath", "vega.rpc.httpPath", "vega.statisticsUrl",
        "data_node.binary.path", "data_node.binary.args",
    ];

    // unix(7): sun_path has 108 bytes, the last of which ends it.
    private const int MaxSocketPathBytes = 107;

    /// <param name="file">Relative paths of binaries are relative to its folder; it stands in front of every message.</param>
    public static ConfigurationReading<RunConfig> Read(string file)
    {
        var problems = new ProblemList(file, Keys);
        var text = ConfigurationFile.Read(file, $"each release needs one; {HowToGetOne(file)}", problems);
        return text is null ? problems.Reading<RunConfig>(null) : Read(text, problems);
    }

    // The first release of a home has none before it whose run config could be copied.
    private static string HowToGetOne(string file) => Path.GetFileName(Path.GetDirectoryName(file)) is "genesis"
        ? "copy the example from a new home (`visor init --home ELSEWHERE`)"
        : $"write it, or move the folder away and run `{StageHint.Command}`, which also copies the run config of the running release";

    /// <summary>The same for a text at hand; <paramref name="file"/> need not exist.</summary>
    public static ConfigurationReading<RunConfig> Read(string text, string file) => Read(text, new ProblemList(file, Keys));

    private static ConfigurationReading<RunConfig> Read(string text, ProblemList problems)
    {
        var file = Path.GetFullPath(problems.File);
        var root = new TableReader(TomlDocument.Parse(text, problems), "", default, problems);
        var name = root.Text("name")?.Text;
        var vega = root.Table("vega");
        var core = Binary(VegaRoles.Core, vega, "[\"start\", \"--home\", \"/path/of/vega\"]", problems);
        var rpc = Rpc(vega, problems);
        var statistics = StatisticsUrl(vega);
        var dataNode = root.Table("data_node");
        var dataNodeBinary = dataNode.Exists ? Binary(VegaRoles.DataNode, dataNode, "[\"datanode\", \"start\", \"--home\", \"/path/of/vega\"]", problems) : null;
        dataNode.WarnUnknownKeys(Keys);
        vega.WarnUnknownKeys(Keys);
        root.WarnUnknownKeys(Keys);
        var config = core is null || rpc is null
            ? null
            : new RunConfig(file, name ?? Path.GetFileName(Path.GetDirectoryName(file)) ?? "", rpc, dataNodeBinary is null ? [core] : [core, dataNodeBinary], statistics);
        return problems.Reading(config);
    }

    private static ProcessDefinition? Binary(ProcessRole role, TableReader process, string sampleArguments, ProblemList problems)
    {
        var binary = process.Table("binary");
        var path = binary.NonEmptyString("path", "the path of the binary, absolute or relative to the folder of this file");
        var arguments = binary.Texts("args");
        if (binary.Take("path") is null && !binary.HasWrongType && !process.HasWrongType)
        {
            problems.Missing(
                binary.Exists ? binary.Place : process.Place,
                binary.PathOf("path"),
                $"is missing; write under [{binary.PathOf("path")[..^".path".Length]}] the lines `path = \"vega\"` and `args = {sampleArguments}`");
        }

        if (string.Equals(binary.PathOf("args"), "vega.binary.args", StringComparison.Ordinal))
            WarnOfSnapshotHeight(binary, arguments, problems); // Visor gives a height to the core alone.
        binary.WarnUnknownKeys(Keys);
        if (path is not { } found)
            return null;
        var folder = Path.GetDirectoryName(Path.GetFullPath(problems.File)) ?? "/";
        var place = $"{problems.File}:{found.Entry.Place.Line}:{found.Entry.Place.Column}: {binary.PathOf("path")}";
        return new ProcessDefinition(role, Path.GetFullPath(found.Text, folder), arguments, place);
    }

    // Written to recover, it does what it should once, and harm at every start after that.
    private static void WarnOfSnapshotHeight(TableReader binary, ImmutableArray<string> arguments, ProblemList problems)
    {
        if (!arguments.Any(SnapshotHeightOption.Is) || binary.Take("args") is not { } entry)
            return;
        problems.Warn(
            entry.Place,
            binary.PathOf("args"),
            $"{SnapshotHeightOption.Name} overrides the height that Visor chooses: every start begins at the block it names, "
            + "including the first one after an upgrade; delete it unless you want that");
    }

    private static RpcConfig? Rpc(TableReader vega, ProblemList problems)
    {
        var rpc = vega.Table("rpc");
        var socket = rpc.NonEmptyString("socketPath", "the path of the core's admin socket");
        var http = rpc.NonEmptyString("httpPath", "\"/rpc\", or delete the line");
        if (rpc.Take("socketPath") is null && !rpc.HasWrongType && !vega.HasWrongType)
        {
            problems.Missing(
                rpc.Exists ? rpc.Place : vega.Place,
                rpc.PathOf("socketPath"),
                "is missing; write under [vega.rpc] the line `socketPath = \"/path/of/vega.sock\"`, as [Admin.Server] SocketPath of the core has it");
        }

        if (socket is { } path && Encoding.UTF8.GetByteCount(path.Text) is var bytes and > MaxSocketPathBytes)
        {
            rpc.Wrong(path.Entry, $"has {bytes} bytes; the path of a UNIX socket has at most {MaxSocketPathBytes} (sun_path), "
                + "so put the socket in a folder with a shorter path");
        }

        if (http is { } request && (request.Text[0] != '/' || request.Text.Any(c => c is <= ' ' or >= '\x7f')))
            rpc.Wrong(request.Entry, $"must begin with '/' and contain no spaces or special characters, such as \"/rpc\", not {Quoting.Quote(request.Text)}");
        rpc.WarnUnknownKeys(Keys);
        return socket is { } sound ? new RpcConfig(sound.Text, http?.Text ?? "/rpc") : null;
    }

    private static Uri? StatisticsUrl(TableReader vega)
    {
        if (vega.NonEmptyString("statisticsUrl", "an address such as \"http://127.0.0.1:3003/statistics\", or delete the line") is not { } url)
            return null;
        if (HttpAddress.TryParse(url.Text, out var address))
            return address;
        vega.Wrong(url.Entry, "must be an address such as \"http://127.0.0.1:3003/statistics\"");
        return null;
    }
}
