using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Vega.Launch;

/// <summary>
/// Asks the data node's binary how far its history reaches. It opens the data node's database, so the data node must be
/// down.
/// </summary>
internal sealed class HistorySegmentQuery(CommandRunner commands)
{
    private const string NoSegments = "no history segments found";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public async Task<WitnessAnswer> Read(ProcessDefinition dataNode, FileLock nodeLock, CancellationToken cancellation)
    {
        ChildResult result;
        try
        {
            result = await commands.Run(dataNode.Path, ArgumentsFor(dataNode.Arguments), Timeout, nodeLock, cancellation);
        }
        catch (SpawnException e)
        {
            return new WitnessAnswer.Failure(e.Message);
        }

        var asked = $"`{dataNode.Path} {string.Join(' ', ArgumentsFor(dataNode.Arguments))}`";
        return result switch
        {
            { Exit: null } => new WitnessAnswer.Failure($"{asked} did not end within {Timeout.TotalSeconds:0} s"),
            { Succeeded: true } when Parse(result.Output) is { } height => new WitnessAnswer.Reached(height),
            { Succeeded: true } => new WitnessAnswer.Failure($"{asked} answered {PlainText.Excerpt(result.Output, 200)}"),
            _ when SaysNoSegments(result) => new WitnessAnswer.Nothing(),
            _ => new WitnessAnswer.Failure($"{asked} failed ({result.Exit}): {PlainText.Excerpt(result.Error + result.Output, 200)}"),
        };
    }

    /// <summary>The question for a data node that is started with these arguments: its own <c>datanode</c> and <c>--home</c> go along.</summary>
    internal static ImmutableArray<string> ArgumentsFor(ImmutableArray<string> started)
    {
        var arguments = ImmutableArray.CreateBuilder<string>();
        if (started.Length > 0 && string.Equals(started[0], "datanode", StringComparison.Ordinal))
            arguments.Add("datanode");
        arguments.AddRange("network-history", "latest-history-segment", "--output", "json");
        for (var i = 0; i < started.Length; i++)
        {
            if (started[i].StartsWith("--home=", StringComparison.Ordinal))
                arguments.Add(started[i]);
            else if (string.Equals(started[i], "--home", StringComparison.Ordinal) && i + 1 < started.Length)
                arguments.AddRange("--home", started[++i]);
        }

        return arguments.ToImmutable();
    }

    private static bool SaysNoSegments(ChildResult result) =>
        result.Output.Contains(NoSegments, StringComparison.OrdinalIgnoreCase)
        || result.Error.Contains(NoSegments, StringComparison.OrdinalIgnoreCase);

    private static ulong? Parse(string output)
    {
        try
        {
            return JsonSerializer.Deserialize(output, SegmentJson.Default.SegmentAnswer)?.LatestSegment?.ToHeight;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary><c>{"LatestSegment":{"to_height":123,…}}</c>.</summary>
internal sealed record SegmentAnswer(LatestSegment? LatestSegment);

internal sealed record LatestSegment([property: JsonPropertyName("to_height")] ulong? ToHeight);

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(SegmentAnswer))]
internal sealed partial class SegmentJson : JsonSerializerContext;
