using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Containers;

/// <summary>The StatefulSet of docs/containers.md: kubectl reads it, and podman runs its containers as a kubelet would, which asks its probes.</summary>
public sealed class KubernetesTests(VisorImage image) : IDisposable
{
    private const string Address = "10.88.77.3";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("StatefulSet", ".spec.template.spec.containers[0].image: \"localhost/visor\"", "image", "visor=another")]
    [InlineData("Service", ".spec.selector.app: \"visor\"", "selector", "app=another")]
    public async Task Kubectl_knows_every_field(string kind, string changed, params string[] change)
    {
        var manifest = new Manifest(_folder);

        var known = Leaves(await manifest.Known(kind, change)).ToHashSet(StringComparer.Ordinal);

        // It prints only what it has changed.
        Leaves(await manifest.Of(kind)).Where(leaf => !known.Contains(leaf)).ShouldBe([changed]);
    }

    [Fact]
    public async Task The_pod_runs_a_node_and_answers_its_probes_as_the_kubelet_asks_them()
    {
        Requirement.Program("ip");
        Requirement.Program("nsenter");
        var podman = await image.Podman();
        var manifest = new Manifest(_folder);
        var pod = (await manifest.Of("StatefulSet"))["spec"]!["template"]!["spec"]!;
        using var example = new ExampleFolder(podman);
        await NodeImage(podman, example);
        var options = await Volumes((await manifest.Of("ConfigMap"))["data"]!, example);

        foreach (var init in pod["initContainers"]!.AsArray())
            await podman.Succeed(["run", "--rm", .. options, "--entrypoint", Text(init!["command"]![0]), Built(Text(init["image"])), .. init["command"]!.AsArray().Skip(1).Select(Text), .. init["args"]!.AsArray().Select(Text)]);
        var main = pod["containers"]![0]!;
        var variables = main["env"]!.AsArray().SelectMany(v => new[] { "--env", $"{Text(v!["name"])}={Text(v["value"])}" });
        await using var container = await VisorContainer.Run(podman, [.. options, .. variables]);
        await container.Well("v0.1.0");
        await Enter(container, "ip", "address", "add", $"{Address}/32", "dev", "lo");

        // The readiness may follow a moment later.
        await Eventually.See(async () => await Probe(container, main, "readinessProbe") is "200" and var code ? code : null, () => "a pod that is ready");
        (await Probe(container, main, "livenessProbe")).ShouldBe("200");

        // The kubelet replaces a ConfigMap in this way.
        await Map(example, "2", "[status]\nlisten = \"0.0.0.0:9480\"\nallowRemote = true\nallowedHost = []\n");
        await container.WaitForLine("/etc/visor/config.toml:4:");
        var grace = pod["terminationGracePeriodSeconds"]!.GetValue<int>();
        (await container.Stop(grace)).ShouldBe(0, await container.Logs());
    }

    private static string Built(string name) => name is "localhost/visor" ? VisorImage.Name : name;

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    // Another pod of the machine asks for the address of this one.
    private static async Task<string> Probe(VisorContainer container, JsonNode main, string probe)
    {
        var get = main[probe]!["httpGet"]!;
        var port = main["ports"]!.AsArray().Single(p => string.Equals(Text(p!["name"]), Text(get["port"]), StringComparison.Ordinal))!["containerPort"]!.GetValue<int>();
        var request = $"GET {Text(get["path"])} HTTP/1.1\\r\\nHost: {Address}:{port.ToString(CultureInfo.InvariantCulture)}\\r\\nUser-Agent: kube-probe/1.32\\r\\nAccept: */*\\r\\nConnection: close\\r\\n\\r\\n";
        var answer = await Enter(container, "bash", "-c", $"exec 3<>/dev/tcp/{Address}/{port.ToString(CultureInfo.InvariantCulture)} && printf '{request}' >&3 && cat <&3");
        return answer.Split(' ')[1];
    }

    private static async Task<string> Enter(VisorContainer container, params string[] words)
    {
        var (exitCode, output) = await TestProcess.Run("nsenter", ["--target", await container.Pid(), "--net", .. words]);
        exitCode.ShouldBe(0, output);
        return output;
    }

    // As the kubelet lays it out: each version in a folder of its own, behind a link that is replaced.
    private static async Task Map(ExampleFolder example, string version, string config, string? runConfig = null)
    {
        var versions = example.In("configuration");
        example.Write($"configuration/..{version}/config.toml", config);
        if (runConfig is not null)
            example.Write($"configuration/..{version}/run-config.toml", runConfig);
        File.CreateSymbolicLink(Path.Combine(versions, "..data_tmp"), $"..{version}");
        (await TestProcess.Run("mv", "--no-target-directory", Path.Combine(versions, "..data_tmp"), Path.Combine(versions, "..data"))).ExitCode.ShouldBe(0);
        foreach (var name in new[] { "config.toml", "run-config.toml" }.Where(name => !Path.Exists(Path.Combine(versions, name))))
            File.CreateSymbolicLink(Path.Combine(versions, name), $"..data/{name}");
    }

    private static IEnumerable<string> Leaves(JsonNode? node, string path = "") => node switch
    {
        JsonObject all => all.Where(field => field.Key is not "annotations").SelectMany(field => Leaves(field.Value, $"{path}.{field.Key}")),
        JsonArray items => items.SelectMany((item, at) => Leaves(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"))),
        null => [],
        _ => [$"{path}: {node.ToJsonString()}"],
    };

    // What the second image of the manifest stands for.
    private static async Task NodeImage(Podman podman, ExampleFolder example)
    {
        await example.Release("node", "v0.1.0", "");
        example.Write("node/Containerfile", $"FROM {VisorImage.Name}\nCOPY vega /usr/local/bin/vega\n");
        await podman.Succeed("build", "--quiet", "--layers=false", "--tag", "localhost/node", example.In("node"));
    }

    // A volume whose root folder is root's and that the group of the pod may write: fsGroup.
    private static async Task<IReadOnlyList<string>> Volumes(JsonNode map, ExampleFolder example)
    {
        await Map(example, "1", Text(map["config.toml"]), Text(map["run-config.toml"]));
        Directory.CreateDirectory(example.In("data"));
        foreach (var words in new[] { ["chgrp", "10001", example.In("data")], new[] { "chmod", "2775", example.In("data") } })
            (await TestProcess.Run(words[0], words[1..])).ExitCode.ShouldBe(0);
        return [.. ContainedNode.Restrictions, "--user", "10001:10001", "--volume", $"{example.In("data")}:/data", "--volume", $"{example.In("configuration")}:/etc/visor:ro"];
    }
}
