using System.Security.Cryptography;
using System.Text;
using Visor.SimulatedGitHub;
using Visor.SimulatedGitHub.Archives;
using Visor.SimulatedGitHub.Releases;

namespace Visor.Bench;

/// <summary>A release of the stamping core that is as large as a real one and cannot be packed any smaller. Deleted when it is disposed of.</summary>
internal sealed class LargeRelease : IDisposable
{
    public const string Tag = "v0.1.0";
    public const int Megabytes = 80;

    private const string Owner = "vegaprotocol";
    private const string Repository = "vega";
    private const string BinaryName = "vega";
    private const int BytesPerMegabyte = 1_000_000;
    private const int LongestVersion = 63;

    // VERSION_PLACE in stamp.c.
    private static readonly byte[] VersionPlace = Encoding.ASCII.GetBytes("@version-of-the-release@");

    private readonly string _folder;

    private LargeRelease(string folder, bool isZip)
    {
        _folder = folder;
        IsZip = isZip;
    }

    public bool IsZip { get; }

    /// <summary>What is published.</summary>
    public string File => Path.Combine(_folder, AssetName);

    public string AssetName => IsZip ? "vega-linux-amd64.zip" : "vega-linux-amd64";

    public static async Task<LargeRelease> Make(Tools tools, bool isZip, int megabytes = Megabytes)
    {
        var release = new LargeRelease(Directory.CreateDirectory(Path.Combine(tools.Folder, $"vb-release-{Guid.NewGuid():N}")).FullName, isZip);
        var binary = await Binary(tools.StampingCore, megabytes);
        if (!isZip)
        {
            await System.IO.File.WriteAllBytesAsync(release.File, binary);
            return release;
        }

        await using var zip = System.IO.File.Create(release.File);
        ReleaseArchive.WriteZip(zip, ArchiveEntry.File(BinaryName, binary));
        return release;
    }

    public void PublishOn(ReleaseServer server) => server.Publish(Owner, Repository, Tag, ReleaseAsset.FromFile(AssetName, File));

    /// <summary>A home with the release before it, which announces this one from the first answer on.</summary>
    /// <param name="dueAfterMilliseconds">After the start of the core.</param>
    public BenchHome HomeBefore(Tools tools, ReleaseServer server, string dueAfterMilliseconds)
    {
        var home = new BenchHome(tools.StampingCore, tools.Folder);
        home.AddRelease("v0.0.1", "--next", Tag, "--height", "1000", "--due-after", dueAfterMilliseconds);
        home.FetchFrom(server.ApiUrl, AssetName, IsZip ? BinaryName : null);
        home.Begin("v0.0.1");
        return home;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>An ELF file may have anything behind its end.</summary>
    private static async Task<byte[]> Binary(string stampingCore, int megabytes)
    {
        var core = await System.IO.File.ReadAllBytesAsync(stampingCore);
        var place = core.AsSpan().IndexOf(VersionPlace);
        if (place < 0 || Tag.Length > LongestVersion)
            throw new InvalidOperationException($"{stampingCore} has no place for a version");
        core.AsSpan(place, VersionPlace.Length).Clear();
        Encoding.ASCII.GetBytes(Tag, core.AsSpan(place));
        var binary = new byte[megabytes * BytesPerMegabyte];
        core.CopyTo(binary, 0);
        RandomNumberGenerator.Fill(binary.AsSpan(core.Length));
        return binary;
    }
}
