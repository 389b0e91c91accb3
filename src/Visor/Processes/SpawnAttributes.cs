using System.Runtime.InteropServices;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>How a process begins, posix_spawnattr_init(3): default signal handlers, a clean signal mask, and a session or a group of its own.</summary>
internal sealed unsafe class SpawnAttributes : IDisposable
{
    // posix_spawnattr_t has 336 bytes on 64-bit glibc; sigset_t has 128.
    private const int OpaqueSize = 512;
    private const int SignalSetSize = 128;

    /// <param name="apart"><see cref="Native.POSIX_SPAWN_SETSID"/> or <see cref="Native.POSIX_SPAWN_SETPGROUP"/>.</param>
    public SpawnAttributes(short apart)
    {
        Pointer = (byte*)NativeMemory.AllocZeroed(OpaqueSize);
        var every = stackalloc byte[SignalSetSize];
        new Span<byte>(every, SignalSetSize).Fill(0xFF);
        var none = stackalloc byte[SignalSetSize];
        new Span<byte>(none, SignalSetSize).Clear();
        Check(Native.SpawnAttributesInit(Pointer));
        Check(Native.SpawnAttributesSetFlags(Pointer, (short)(apart | Native.POSIX_SPAWN_SETSIGDEF | Native.POSIX_SPAWN_SETSIGMASK)));
        Check(Native.SpawnAttributesSetSignalDefault(Pointer, every));
        Check(Native.SpawnAttributesSetSignalMask(Pointer, none));
    }

    public byte* Pointer { get; }

    public void Dispose()
    {
        Check(Native.SpawnAttributesDestroy(Pointer));
        NativeMemory.Free(Pointer);
    }

    /// <exception cref="InvalidOperationException">A call of the family of posix_spawn(3) has failed.</exception>
    public static void Check(int errno)
    {
        if (errno != 0)
            throw new InvalidOperationException($"cannot prepare posix_spawn: {Native.Describe(errno)}");
    }
}
