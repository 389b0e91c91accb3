using System.Runtime.InteropServices;

namespace Visor.Releases.Unpacking;

/// <summary>A processor architecture as an ELF header has it: <c>e_machine</c> and the class in bits (elf(5)).</summary>
internal sealed record ElfMachine(int Number, int Bits)
{
    public static ElfMachine? Own => Of(RuntimeInformation.OSArchitecture);

    /// <returns>Null for one that has no number here.</returns>
    public static ElfMachine? Of(Architecture architecture) => architecture switch
    {
        Architecture.X64 => new(62, 64),
        Architecture.X86 => new(3, 32),
        Architecture.Arm64 => new(183, 64),
        Architecture.Arm or Architecture.Armv6 => new(40, 32),
        Architecture.S390x => new(22, 64),
        Architecture.Ppc64le => new(21, 64),
        Architecture.LoongArch64 => new(258, 64),
        Architecture.RiscV64 => new(243, 64),
        _ => null,
    };

    public override string ToString() => this switch
    {
        { Number: 62, Bits: 64 } => "amd64 (x86-64)",
        { Number: 3 } => "386 (32-bit x86)",
        { Number: 183, Bits: 64 } => "arm64 (aarch64)",
        { Number: 40 } => "arm (32-bit)",
        { Number: 22, Bits: 64 } => "s390x",
        { Number: 21, Bits: 64 } => "ppc64",
        { Number: 258, Bits: 64 } => "loong64",
        { Number: 243, Bits: 64 } => "riscv64",
        _ => $"ELF machine {Number}, {Bits} bits",
    };
}
