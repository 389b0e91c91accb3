namespace Visor.Releases;

/// <summary>The asset of a release, whole on the disk.</summary>
/// <param name="Name">As it was published, or as the operator's file is called.</param>
/// <param name="IsVerified">Its digest is the published one; false: perhaps it is not what was published.</param>
internal sealed record ReceivedAsset(string Name, bool IsVerified);
