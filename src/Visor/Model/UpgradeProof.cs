namespace Visor.Model;

/// <summary>What the app of a release says of the upgrade that led to it, once it has gone past its block.</summary>
/// <param name="Confirmed">Whether it has applied that upgrade at that block; null: nothing in it tells, as after a plan of the operator's.</param>
/// <param name="App">Its version, as it says; null: it does not say. Free of control characters.</param>
/// <param name="Problem">Why it is not confirmed, with the remedy; null: it is, or nothing tells.</param>
internal sealed record UpgradeProof(bool? Confirmed, string? App, string? Problem)
{
    /// <summary>To follow what is told of the upgrade.</summary>
    public string Words() => this switch
    {
        { Confirmed: true } => $"confirmed by the app{(App is null ? "" : $" ({App})")}",
        { Confirmed: false } => $"NOT CONFIRMED: {Problem}",
        { App: { } app } => $"the app says it is {app}",
        _ => "the app does not tell of it",
    };
}
