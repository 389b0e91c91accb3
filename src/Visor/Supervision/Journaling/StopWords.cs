using Visor.Lifecycle;

namespace Visor.Supervision.Journaling;

/// <summary>What a stop is for, in the words of the journal.</summary>
internal static class StopWords
{
    private const string RestartPrefix = "restart: ";
    private const string AnewPrefix = "start anew: ";
    private const string Asked = "asked to stop";

    public static string Of(AfterStop then) => then switch
    {
        AfterStop.Restart restart => RestartPrefix + restart.Reason,
        AfterStop.StartAnew anew => AnewPrefix + anew.Reason,
        AfterStop.GiveUp giveUp => giveUp.Why.Reason,
        AfterStop.Obey obey => $"{obey.Order.By} wants {obey.Order.To.Tag}",
        AfterStop.AwaitUpgrade => "a process ended while the upgrade is due",
        _ => Asked,
    };

    /// <summary>Why the node is started again; null: that is not what the stop is for.</summary>
    public static string? RestartIn(string words)
    {
        foreach (var prefix in new[] { RestartPrefix, AnewPrefix })
        {
            if (words.StartsWith(prefix, StringComparison.Ordinal))
                return words[prefix.Length..];
        }

        return null;
    }

    public static bool IsAsked(string words) => string.Equals(words, Asked, StringComparison.Ordinal);
}
