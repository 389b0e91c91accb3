using System.IO.Compression;
using Shouldly;
using Visor.Model;
using Visor.Releases.Unpacking;
using Visor.Releases.Unpacking.Content;
using Xunit;

namespace Visor.Tests.Releases.Unpacking;

/// <summary>An asset, an empty folder to unpack it into, and nothing else: what else appears has escaped.</summary>
internal sealed class UnpackingPlace : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public UnpackingPlace() => Directory.CreateDirectory(Target);

    public string Target => _folder["release"];

    public string Asset => _folder["asset"];

    public string this[string path] => Path.Combine(Target, path);

    public async Task<string> Unpack(byte[] asset, string name = "vega.zip", string? binaryName = null, UnpackLimits? limits = null)
    {
        await File.WriteAllBytesAsync(Asset, asset);
        var binary = await new AssetUnpacking(limits ?? UnpackLimits.Default, ElfMachine.Own)
            .Unpack(Asset, name, binaryName, Target, TestContext.Current.CancellationToken);
        ShouldHoldEverything();
        return binary;
    }

    /// <returns>The message.</returns>
    public async Task<string> Refusal(byte[] asset, string name = "vega.zip", string? binaryName = null, UnpackLimits? limits = null)
    {
        var refused = await Should.ThrowAsync<ReleaseException>(() => Unpack(asset, name, binaryName, limits));
        ShouldHoldEverything();
        refused.Message.ShouldStartWith("the asset '");
        refused.Message.ShouldContain(';');
        refused.Message.ShouldAllBe(c => !char.IsControl(c));
        refused.Message.Length.ShouldBeLessThan(1000);
        return refused.Message;
    }

    /// <summary>It may be unpacked or refused; nothing may be anywhere else, and nothing else may be thrown.</summary>
    public static async Task Survives(byte[] asset)
    {
        using var place = new UnpackingPlace();
        await File.WriteAllBytesAsync(place.Asset, asset);
        var unpacking = new AssetUnpacking(UnpackLimits.Default with { Bytes = 1 << 20 }, ElfMachine.Own);
        try
        {
            unpacking.UnpackedSize(place.Asset, "vega.zip").ShouldBeGreaterThanOrEqualTo(0);
            await unpacking.Unpack(place.Asset, "vega.zip", "vega", place.Target, CancellationToken.None);
        }
        catch (ReleaseException e)
        {
            e.Message.ShouldStartWith("the asset 'vega.zip' ");
        }

        place.ShouldHoldEverything();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }

    /// <summary>The beginning of a program that this machine can run.</summary>
    public static byte[] Program() => Elf(ElfMachine.Own.ShouldNotBeNull());

    public static byte[] Elf(ElfMachine machine)
    {
        var elf = new byte[200];
        "\u007fELF"u8.CopyTo(elf);
        elf[4] = (byte)(machine.Bits == 64 ? 2 : 1);
        elf[5] = 1;
        elf[18] = (byte)machine.Number;
        elf[19] = (byte)(machine.Number >> 8);
        return elf;
    }

    public void Dispose() => _folder.Dispose();

    private void ShouldHoldEverything()
    {
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Except(["asset", "release"], StringComparer.Ordinal).ShouldBeEmpty();
        foreach (var entry in Directory.EnumerateFileSystemEntries(Target, "*", SearchOption.AllDirectories).Select(f => new FileInfo(f)))
        {
            if (entry.LinkTarget is { } target)
                Path.GetFullPath(target, Path.GetDirectoryName(entry.FullName)!).ShouldStartWith(Target);
            else
                ((int)entry.UnixFileMode & 0b111_000_010_010).ShouldBe(0, entry.FullName);
        }
    }
}
