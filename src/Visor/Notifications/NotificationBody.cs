using System.Text;
using System.Text.Json;
using Visor.Configuration;
using Visor.Model.Events;

namespace Visor.Notifications;

/// <summary>An event as each kind of receiver wants it. Pure.</summary>
internal static class NotificationBody
{
    /// <summary>Characters; Discord's documentation of "Execute Webhook".</summary>
    private const int MaxContentChars = 2000;

    /// <summary>Of what a process wrote last, where people read it among other things.</summary>
    private const int MaxLines = 5;

    /// <param name="host">Name of the machine: an operator has several.</param>
    /// <returns>JSON.</returns>
    public static byte[] Format(NotificationFormat format, VisorEvent happened, string host) => format switch
    {
        NotificationFormat.Slack => JsonSerializer.SerializeToUtf8Bytes(new SlackMessage(ForSlack(Sentence(happened, host))), NotificationJson.Default.SlackMessage),
        NotificationFormat.Discord => JsonSerializer.SerializeToUtf8Bytes(
            new DiscordMessage(ForDiscord(Sentence(happened, host)), new DiscordMentions([])), NotificationJson.Default.DiscordMessage),
        _ => EventJson.Serialize(happened, host),
    };

    private static string Sentence(VisorEvent happened, string host)
    {
        var text = happened.Health is { } health ? $"[{host}] {happened.Text} (now: {health})" : $"[{host}] {happened.Text}";
        return happened.LastOutput is { Lines: { IsEmpty: false } lines } last
            ? $"{text}\nLast output of the {last.Process}:\n{string.Join('\n', lines.TakeLast(MaxLines))}"
            : text;
    }

    // Slack's documentation of "Formatting text": these three characters, and no others.
    private static string ForSlack(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    // What a file or a server has said must not become a heading, a link or a hidden text.
    private static string ForDiscord(string text)
    {
        var plain = new StringBuilder();
        foreach (var c in text)
        {
            var escaped = c is '\\' or '*' or '_' or '~' or '`' or '|' or '>' or '[' or ']' or '(' or ')' or '<' or '#' or '@' ? $"\\{c}" : c.ToString();
            if (plain.Length + escaped.Length > MaxContentChars - 1)
                return plain.Append('…').ToString();
            plain.Append(escaped);
        }

        return plain.ToString();
    }
}
