using System.Text.Json.Nodes;
using Shouldly;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Containers;

/// <summary>The objects of the manifest in docs/containers.md, as kubectl reads them.</summary>
internal sealed class Manifest(TemporaryFolder folder)
{
    private readonly IReadOnlyList<string> _files =
        [.. ContainersPage.Block("Kubernetes", "yaml").Split("\n---\n").Select((text, at) => folder.Write($"{at}.yaml", text))];

    public async Task<JsonNode> Of(string kind)
    {
        foreach (var file in _files)
        {
            // It prints all fields, whether or not it knows them.
            var written = await Kubectl("annotate", "--local", "--dry-run=client", "--output", "json", "--filename", file, "read=yes");
            if (written["kind"]!.GetValue<string>().Equals(kind, StringComparison.Ordinal))
                return written;
        }

        throw new InvalidOperationException($"the manifest has no {kind}");
    }

    /// <summary>The same after kubectl has read it into the type of its kind, which drops what it does not know.</summary>
    public async Task<JsonNode> Known(string kind, params string[] change)
    {
        var file = folder.Write($"{kind}.json", (await Of(kind)).ToJsonString());
        return await Kubectl(["set", .. change, "--local", "--dry-run=client", "--output", "json", "--filename", file]);
    }

    private static async Task<JsonNode> Kubectl(params string[] words)
    {
        Requirement.Program("kubectl");
        var (exitCode, output) = await TestProcess.Run("kubectl", words);
        exitCode.ShouldBe(0, output);
        return JsonNode.Parse(output)!;
    }
}
