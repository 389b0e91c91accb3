using Visor.Model;

namespace Visor.Releases;

/// <summary>A release that is to be made from an asset, wherever that comes from.</summary>
/// <param name="BinaryName">Path of the binary inside an archive; null: what is called like the asset.</param>
/// <param name="Running">Absolute path of the folder whose run config the new release gets.</param>
/// <param name="Folder">Absolute path of the folder that is to be made; it does not exist yet.</param>
/// <param name="Approve">Asked before anything of the release is executed.</param>
internal sealed record ReleaseOrder(ReleaseTag Tag, string? BinaryName, string Running, string Folder, Approval Approve);
