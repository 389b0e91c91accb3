namespace Visor.Sbom;

/// <param name="ContentHash">SHA-512 of what is in it, without its signature; base64.</param>
internal sealed record LockedPackage(string Id, string Version, string ContentHash);
