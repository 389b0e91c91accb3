using Visor.Model;
using Visor.Platform.Files;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking;

/// <summary>Whether a file is a program that this machine can run, by its first bytes.</summary>
internal static class RunnableBinary
{
    /// <param name="name">For the message.</param>
    /// <exception cref="UnpackException">It is not.</exception>
    public static void Demand(string file, string name, ElfMachine? own)
    {
        if (Find(file, own) is var (fault, problem))
            throw new UnpackException(fault, $"its file '{PlainText.Excerpt(name, 100)}' {problem}");
    }

    /// <param name="file">Absolute path of a file that exists.</param>
    /// <returns>Why it is not, with its path; null: it is, or its bytes may not be read by this user, which a program need not allow.</returns>
    public static string? Problem(string file, ElfMachine? own)
    {
        if (!RegularFile.IsRegular(file))
            return $"{file} is a pipe or a device, not a program";
        try
        {
            return Find(file, own) is var (_, problem) ? $"{file} {problem}" : null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static (UnpackFault Fault, string Problem)? Find(string file, ElfMachine? own)
    {
        using var handle = File.OpenHandle(file);
        var buffer = new byte[InnerArchive.Length];
        ReadOnlySpan<byte> start = buffer.AsSpan(0, FileBytes.Read(handle, buffer, 0));
        if (InnerArchive.Is(start))
            return (UnpackFault.Unsuitable, "is itself an archive");
        if (!ProgramHeader.IsProgram(start))
            return (UnpackFault.Unsuitable, start.IsEmpty ? "is empty" : $"is not a program for Linux; it begins with '{PlainText.Excerpt(start[..Math.Min(start.Length, 60)])}'");
        if (start is [(byte)'#', ..])
            return null;
        if (ProgramHeader.MachineOf(start) is not { } machine)
            return (UnpackFault.Damaged, "is a truncated ELF file");
        return own is not null && machine != own ? (UnpackFault.Unsuitable, $"is a program for {machine}, but this machine is {own}") : null;
    }
}
