using System.Text.Json.Serialization;

namespace Visor.Notifications;

/// <summary>Slack's documentation of "Incoming webhooks".</summary>
internal sealed record SlackMessage(string Text);

/// <summary>Discord's documentation of "Execute Webhook".</summary>
internal sealed record DiscordMessage(string Content, [property: JsonPropertyName("allowed_mentions")] DiscordMentions AllowedMentions);

/// <param name="Parse">Kinds of mentions that are heeded; empty: none.</param>
internal sealed record DiscordMentions(string[] Parse);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SlackMessage))]
[JsonSerializable(typeof(DiscordMessage))]
internal sealed partial class NotificationJson : JsonSerializerContext;
