using System.Runtime.InteropServices;

namespace Visor.EndToEnd.Chains.Cosmos;

/// <summary>The head of a program that this machine cannot run.</summary>
internal static class ForeignProgram
{
    private const byte Amd64 = 62;
    private const byte Arm64 = 183;

    public static byte[] Bytes =>
        [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, RuntimeInformation.OSArchitecture is Architecture.Arm64 ? Amd64 : Arm64, 0, .. new byte[44]];
}
