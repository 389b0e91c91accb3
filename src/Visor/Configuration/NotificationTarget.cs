using System.Collections.Immutable;
using Visor.Model.Events;

namespace Visor.Configuration;

/// <summary>Whom Visor tells what happens: one <c>[[notifications]]</c>.</summary>
/// <param name="Url">A secret: whoever knows it can write there.</param>
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
