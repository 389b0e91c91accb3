using System.Globalization;
using System.Text.Json;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Cosmos.Launch;

/// <summary>What an app does with a halt height: up to SDK 0.47 that block is its last one, from 0.50 on it is not executed.</summary>
internal static class HaltSemantics
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <param name="first">The first block of the next release.</param>
    /// <returns>What the app has to be told, so that the block before is its last one.</returns>
    public static async Task<ulong> HeightFor(ulong first, ProcessDefinition node, LaunchTools tools, CancellationToken cancellation)
    {
        try
        {
            var result = await tools.Commands.Run(node.Path, ["version", "--long", "--output", "json"], [], node.Variables, Timeout, cancellation);
            return ExecutesItsHaltHeight(result.Output.Trim() is { Length: > 0 } said ? said : result.Error) ? first - 1 : first;
        }
        catch (SpawnException)
        {
            return first; // The start that follows says why.
        }
    }

    /// <param name="version">What <c>version --long --output json</c> prints.</param>
    public static bool ExecutesItsHaltHeight(string version)
    {
        try
        {
            using var document = JsonDocument.Parse(version);
            return document.RootElement.TryGetProperty("cosmos_sdk_version", out var sdk) && sdk.GetString()?.TrimStart('v').Split('.') is ["0", var minor, ..]
                && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 50;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
