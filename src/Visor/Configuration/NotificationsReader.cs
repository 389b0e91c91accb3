using System.Collections.Immutable;
using Visor.Model.Events;

namespace Visor.Configuration;

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
        table.WarnOfTheRest(knownKeys);
        return url is null ? null : new NotificationTarget(url, format, events);
    }

    private Uri? Url(TableReader table)
    {
        if (table.Take("url") is null)
        {
            problems.Missing(table.Place, table.PathOf("url"), "is missing; write the address that notifications are posted to, such as \"https://hooks.example.com/…\"");
            return null;
        }

        if (table.FilledText("url", "the address that notifications are posted to") is not { } url)
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
                var meant = NameSuggestion.Of(word.Text, Formats) is { } near ? $"; did you mean \"{near}\"?" : "";
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

            var meant = NameSuggestion.Of(word, EventKinds.Words) is { } near
                ? $"did you mean \"{near}\"?"
                : $"there are {string.Join(", ", EventKinds.Words)}";
            table.Wrong(entry, $"item {number + 1} of the list is no event; {meant}");
        }

        if (entry.Value is TomlList { Items: [] })
            table.Wrong(entry, "is empty, so that nothing would ever be told; delete the line to be told everything");
        return [.. kinds.Distinct()];
    }
}
