namespace Visor.Notifications;

/// <summary>The outcome of one attempt to deliver a notification.</summary>
internal abstract record DeliveryOutcome
{
    public sealed record Delivered : DeliveryOutcome;

    /// <param name="Problem">Without the receiver's address, which is a secret.</param>
    /// <param name="NotBefore">How long the receiver wants to be left alone; zero: it has not said.</param>
    public sealed record Failed(string Problem, TimeSpan NotBefore) : DeliveryOutcome;

    /// <summary>Another attempt would end like this one.</summary>
    public sealed record Refused(string Problem) : DeliveryOutcome;
}
