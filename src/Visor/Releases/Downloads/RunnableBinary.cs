using Visor.Model;
using Visor.Releases.Unpacking;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Downloads;

/// <summary>Whether a file is a program that this machine can run, by its first bytes.</summary>
internal static class RunnableBinary
{
    /// <param name="name">For the message.</param>
    /// <exception cref="UnpackException">It is not.</exception>
    public static void Demand(string file, string name, ElfMachine? own)
    {
        using var handle = File.OpenHandle(file);
        var buffer = new byte[InnerArchive.Length];
        ReadOnlySpan<byte> start = buffer.AsSpan(0, FileBytes.Read(handle, buffer, 0));
        var shown = $"its file '{PlainText.Excerpt(name, 100)}'";
        if (InnerArchive.Is(start))
            throw new UnpackException(UnpackFault.Unsuitable, $"{shown} is itself an archive");
        if (!ProgramHeader.IsProgram(start))
            throw new UnpackException(UnpackFault.Unsuitable, $"{shown} is not a program for Linux; it begins with '{PlainText.Excerpt(start[..Math.Min(start.Length, 60)])}'");
        if (start is [(byte)'#', ..])
            return;
        if (ProgramHeader.MachineOf(start) is not { } machine)
            throw UnpackException.Damaged($"{shown} is a truncated ELF file");
        if (own is not null && machine != own)
            throw new UnpackException(UnpackFault.Unsuitable, $"{shown} is a program for {machine}, but this machine is {own}");
    }
}
