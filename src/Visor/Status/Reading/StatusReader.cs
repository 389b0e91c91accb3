using System.Text.Json;
using System.Text.Json.Serialization;
using Visor.Home;
using Visor.Model;
using Visor.Platform;
using Visor.Platform.Files;
using Visor.Users;

namespace Visor.Status.Reading;

/// <summary>Reads what a Visor has published, without a lock, a server or a Visor.</summary>
/// <param name="start">The command that starts a Visor on it; null: by hand.</param>
internal sealed class StatusReader(VisorHome home, string? start = null)
{
    private readonly string _start = start ?? home.RunCommand;

    /// <summary>Bytes; a status file has some two thousand.</summary>
    private const int MaxBytes = 1024 * 1024;

    private const int Search = 1; // X_OK of access(2)

    /// <summary>How a home is of which this was read.</summary>
    public Health HealthOf(StatusSnapshot reading) => reading.HealthWith(_start, home.ResumeCommand);

    public StatusSnapshot Read()
    {
        var hold = new HoldFile(home).Look(OperatorName.Words);
        var (published, problem) = Published();
        if (published is null)
        {
            return new StatusSnapshot(null, problem, VisorLives: false, [], hold)
            {
                IsNew = Native.Access(home.Root, Search) == 0 && !Path.Exists(home.Status),
            };
        }

        var life = new PublishedLife(home, published);
        return life.OfVisor() is { } lives
            ? new StatusSnapshot(published, Problem: null, lives, life.OfNode(lives), hold)
            : new StatusSnapshot(null, $"whether Visor runs {home.Root} cannot be seen from here: it was started in another container, and this user may not open {home.Lock}; run this in that container, as the user of its Visor, or as root", VisorLives: false, [], hold);
    }

    private (NodeStatus? Published, string? Problem) Published()
    {
        try
        {
            var content = BoundedFileReader.Read(home.Status, MaxBytes);
            if (content.Length == MaxBytes)
                return (null, Foreign("is far too large"));
            if (content.AsSpan().Trim(" \n\r\t"u8).IsEmpty)
                return (null, Foreign("is empty"));
            if (JsonSerializer.Deserialize(content, PublishedJson.Default.PublishedFormat) is { Format: > NodeStatus.CurrentFormat } newer)
                return (null, $"{home.Status} has format {newer.Format}, which a newer Visor wrote; use that Visor's `visor status`");
            var status = JsonSerializer.Deserialize(content, StatusJson.Default.NodeStatus);
            return status is { Visor: not null, Node: { State: not null, Release: not null, Rpc: not null }, Configuration.Errors.IsDefault: false }
                ? (status, null)
                : (null, Foreign("lacks fields that every Visor writes"));
        }
        catch (FileNotFoundException)
        {
            return (null, $"no Visor has published a status in {home.Root} yet; start one with `{_start}`");
        }
        catch (JsonException)
        {
            return (null, Foreign("was not written by Visor"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"{home.Status} cannot be read: {PlainText.Clause(e)}; run this as the user of this home's Visor, or as root");
        }
    }

    private string Foreign(string what) => $"{home.Status} {what}; a running Visor rewrites it at its next change; if no Visor is running, delete it";
}

internal sealed record PublishedFormat(int Format);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PublishedFormat))]
internal sealed partial class PublishedJson : JsonSerializerContext;
