namespace Visor.Releases;

/// <summary>
/// Somebody else's word on a release before anything of it is executed: a check of its signature, for instance. What says no to a release keeps
/// it from being run even for its version.
/// </summary>
/// <param name="folder">Absolute path of the folder where it lies at that moment; a fetched release does not have its own yet.</param>
/// <returns>Why it may not be run, with what mends that; null: it may.</returns>
internal delegate Task<string?> Approval(string folder, CancellationToken cancellation);
