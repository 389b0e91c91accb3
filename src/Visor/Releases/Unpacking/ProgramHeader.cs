using System.Buffers.Binary;
using Visor.Model;
using Visor.Platform;

namespace Visor.Releases.Unpacking;

/// <summary>The first bytes of a file that is to be run.</summary>
internal static class ProgramHeader
{
    /// <summary>Bytes needed: up to <c>e_machine</c> of an ELF header.</summary>
    public const int Length = 20;

    public static bool IsProgram(ReadOnlySpan<byte> start) => IsElf(start) || start.StartsWith("#!"u8);

    /// <param name="start">The first <see cref="Length"/> bytes, or all there are.</param>
    /// <returns>Why this machine cannot run it, to follow its name, with the remedy; or null.</returns>
    public static string? Problem(ReadOnlySpan<byte> start, ElfMachine? own)
    {
        if (start.StartsWith("#!"u8))
            return null;
        if (!IsElf(start))
            return $"is not a program for Linux{Other(start)}";
        if (MachineOf(start) is not { } machine)
            return "is a truncated ELF file; have the asset published again";

        return own is { } here && machine != here
            ? $"is a program for {machine}, but this machine is {here}; choose the asset for this machine " +
              $"({PlatformAsset.Platform}) {AssetSettings.Chosen}, or tell its publisher if that is its name"
            : null;
    }

    /// <param name="start">The first <see cref="Length"/> bytes of an ELF file, or all there are.</param>
    /// <returns>Null: it is truncated.</returns>
    public static ElfMachine? MachineOf(ReadOnlySpan<byte> start)
    {
        if (start.Length < Length)
            return null;
        var number = start[5] == 2 ? BinaryPrimitives.ReadUInt16BigEndian(start[18..]) : BinaryPrimitives.ReadUInt16LittleEndian(start[18..]);
        return new ElfMachine(number, start[4] == 2 ? 64 : 32);
    }

    private static bool IsElf(ReadOnlySpan<byte> start) => start.StartsWith("\u007fELF"u8);

    private static string Other(ReadOnlySpan<byte> start) => start switch
    {
        [] => ", it is empty; have the asset published again",
        [(byte)'M', (byte)'Z', ..] => $" but for Windows; {ForLinux}",
        [0xCF or 0xCE, 0xFA, 0xED, 0xFE, ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..] => $" but for macOS; {ForLinux}",
        _ => $", it begins with '{PlainText.Excerpt(start)}'; {AssetSettings.Inside}",
    };

    private static string ForLinux =>
        $"choose the asset for this machine ({PlatformAsset.Platform}) {AssetSettings.Chosen}; if it is in the same archive, {AssetSettings.Inside}";
}
