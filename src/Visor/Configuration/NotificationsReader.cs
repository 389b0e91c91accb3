using System.Collections.Immutable;
using Visor.Model.Events;

namespace Visor.Configuration;

/// <summary>One notification receiver: a section <c>[[notifications]]</c>.</summary>
/// <param name="Url">A secret: anyone who knows it can post there.</param>
/// <param name="Events">What it wants to hear of.</param>
internal sealed record NotificationTarget(Uri Url, NotificationFormat Format, ImmutableArray<EventKind> Events)
{
    public bool Equals(NotificationTarget? other) =>
        other is not null
        && string.Equals(Url.OriginalString, other.Url.OriginalString, StringComparison.Ordinal) && Format == other.Format && Events.SequenceEqual(other.Events);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Url.OriginalString);

    // Of a record it would be everything, and with it the secret.
    public override string ToString() => $"{Url.Scheme}://{Url.Host}/…";
}

internal enum NotificationFormat
{
    Json,
    Slack,
    Discord,
}

/// <summary>All of them, in the order of the file.</summary>
internal sealed record NotificationTargets(ImmutableArray<NotificationTarget> All)
{
    public static NotificationTargets None { get; } = new([]);

    public bool Equals(NotificationTargets? other) => other is not null && All.SequenceEqual(other.All);

    public override int GetHashCode() => All.Length;
}

/// <summary>Reads <c>[[notifications]]</c>. No message shows the address, which is a secret, nor what stands where another key was expected: it may be the address.</summary>
internal sealed class NotificationsReader(TableReader root, ProblemList problems, IReadOnlyList<string> knownKeys)
{
    private const string Key = "notifications";

    private static readonly string[] Formats = ["json", "slack", "discord"];

    public NotificationTargets Read() => new([.. root.Tables(Key).Select(Target).OfType<NotificationTarget>()]);

    private NotificationTarget? Target(TableReader table)
    {
        var url = Url(table);
        var format = Format(table);
        var events = Events(table);
        table.WarnUnknownKeys(knownKeys);
        return url is null ? null : new NotificationTarget(url, format, events);
    }

    private Uri? Url(TableReader table)
    {
        if (table.Take("url") is null)
        {
            problems.Missing(table.Place, table.PathOf("url"), "is missing; give the address to which Visor posts notifications, such as \"https://hooks.example.com/…\"");
            return null;
        }

        if (table.NonEmptyString("url", "the address to which Visor posts notifications") is not { } url)
            return null;
        if (HttpAddress.TryParse(url.Text, out var address))
            return address;
        table.Wrong(url.Entry, "must be an address that begins with https:// or http://");
        return null;
    }

    private static NotificationFormat Format(TableReader table)
    {
        if (table.Text("format") is not { } word)
            return NotificationFormat.Json;
        switch (word.Text)
        {
            case "json":
                return NotificationFormat.Json;
            case "slack":
                return NotificationFormat.Slack;
            case "discord":
                return NotificationFormat.Discord;
            default:
                var meant = NameSuggestion.Find(word.Text, Formats) is { } near ? $"; did you mean \"{near}\"?" : "";
                table.Wrong(word.Entry, $"must be \"json\", \"slack\" or \"discord\"{meant}");
                return NotificationFormat.Json;
        }
    }

    private static ImmutableArray<EventKind> Events(TableReader table)
    {
        if (table.Take("events") is not { } entry)
            return EventKinds.All;
        var kinds = ImmutableArray.CreateBuilder<EventKind>();
        foreach (var (number, word) in table.Texts("events").Index())
        {
            if (EventKinds.TryParse(word, out var kind))
            {
                kinds.Add(kind);
                continue;
            }

            var meant = NameSuggestion.Find(word, EventKinds.Words) is { } near
                ? $"did you mean \"{near}\"?"
                : $"the events are {string.Join(", ", EventKinds.Words)}";
            table.Wrong(entry, $"item {number + 1} of the list is not an event; {meant}");
        }

        if (TableReader.ListOf(entry) is { Items: [] })
            table.Wrong(entry, "is empty, so Visor would send nothing; delete the line to get every event");
        return [.. kinds.Distinct()];
    }
}
