using System.Runtime.InteropServices;

namespace Visor.Releases.Fetching;

/// <summary>How far a download is.</summary>
/// <param name="Received">Bytes on the disk, those of an interrupted download included.</param>
/// <param name="Total">Bytes of the whole.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DownloadProgress(long Received, long Total);
